#!/usr/bin/env python3
"""Writes test stores with make_pst and has them judged: by pstcheck --fresh, and by readpst and pffexport, whose
output must hold the folders, subjects, bodies and attachments that went in. Readers that are not installed are
skipped and named. Exit 0: all good; 1: a finding, described on standard error."""
import argparse
import collections
import email
import email.policy
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile

# What a reader cannot do, whoever wrote the file; pstcheck and the other reader judge these cases.
CANNOT = {
    ('readpst', 'many_attachments'): 'reads no subnode trees of two levels',
    ('readpst', 'many_names'): 'reads no property trees of two levels',
}
EMPTY = hashlib.sha256(b'').hexdigest()
ENVIRONMENT = dict(os.environ, LC_ALL='C.UTF-8', TZ='UTC')


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, errors='replace', env=ENVIRONMENT)
    return done.returncode, done.stdout + done.stderr


def digest(data):
    return hashlib.sha256(data).hexdigest()


def written_messages(record):
    return [item for folder in record['folders'] for item in folder['items']]


def is_mail(item):
    return item['class'].startswith('IPM.Note')


# ------------------------------------------------------------------------------------------------- readpst
def mime_shape(message):
    """(subject, body, attachments) of a parsed message; an attached message is a shape of its own."""
    body, attachments = None, []
    for part in message.iter_parts() if message.is_multipart() else [message]:
        if part.get_filename() == 'rtf-body.rtf':
            pass  # the same text in a fixed font; tests/known_bugs reads it
        elif part.get_content_type() == 'message/rfc822':
            attachments.append(mime_shape(part.get_content()))
        elif part.get_content_maintype() == 'multipart' and part is message:
            pass  # what readpst makes of a message without body: parts are announced, and none comes
        elif part.get_content_maintype() == 'multipart':
            inner = mime_shape(part)
            body = inner[1] if body is None else body
        elif part.get_content_disposition() == 'attachment' or part.get_filename():
            attachments.append(digest(part.get_payload(decode=True) or b''))
        elif body is None:
            body = part.get_content().rstrip('\n').replace('\n', '')
    return message['subject'] or '', body or '', tuple(sorted(map(str, attachments)))


def record_shape(item):
    """As readpst delivers it: without attachments of no bytes."""
    attachments = [record_shape(a['message']) if 'message' in a else a['sha256'] for a in item['attachments']
                   if a.get('sha256') != EMPTY]
    return item['subject'], item['body'], tuple(sorted(map(str, attachments)))


def check_readpst(path, record, work):
    out = os.path.join(work, 'readpst')
    os.mkdir(out)
    code, text = run('readpst', '-q', '-j', '0', '-D', '-M', '-te', '-o', out, path)
    if code:
        return ['readpst failed: ' + text.strip()]
    found = collections.Counter()
    for directory, _, names in os.walk(out):
        for name in names:
            with open(os.path.join(directory, name), 'rb') as file:
                # Attached messages begin with an mbox line, which is no header.
                lines = [line for line in file if not line.startswith(b'>From "')]
            found[mime_shape(email.message_from_bytes(b''.join(lines), policy=email.policy.default))] += 1
    return differences('readpst', collections.Counter(record_shape(i) for i in written_messages(record) if is_mail(i)),
                       found)


# ------------------------------------------------------------------------------------------------ pffexport
def exported_subject(directory):
    with open(os.path.join(directory, 'OutlookHeaders.txt'), encoding='utf-8', errors='replace') as file:
        for line in file:
            if line.startswith('Subject:'):
                return line[8:].strip()
    return ''


def exported_body(directory):
    try:
        with open(os.path.join(directory, 'Message.txt'), encoding='utf-8', errors='replace') as file:
            return file.read().rstrip('\n')
    except FileNotFoundError:
        return ''


def exported_shape(directory):
    attachments = []
    folder = os.path.join(directory, 'Attachments')
    for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
        full = os.path.join(folder, name)
        if os.path.isdir(full):
            inner = [d for d in sorted(os.listdir(full)) if os.path.isdir(os.path.join(full, d))]
            attachments += [exported_shape(os.path.join(full, d)) for d in inner]
        else:
            with open(full, 'rb') as file:
                attachments.append(digest(file.read()))
    return exported_subject(directory), exported_body(directory), tuple(sorted(map(str, attachments)))


def exported_record_shape(item):
    attachments = [exported_record_shape(a['message']) if 'message' in a else a['sha256'] for a in item['attachments']]
    return item['subject'], item['body'], tuple(sorted(map(str, attachments)))


def check_pffexport(path, record, work):
    target = os.path.join(work, 'pff')
    code, text = run('pffexport', '-q', '-m', 'items', '-f', 'text', '-t', target, path)
    text = text.replace('unable to retrieve member one-off entry identifiers', '')  # of a list without members
    if code or 'nable to' in text:
        return ['pffexport failed: ' + text.strip()[-300:]]
    found, contacts = collections.Counter(), 0
    for directory, names, _ in os.walk(target + '.export'):
        for name in list(names):
            if name.startswith('Message') and name[7:].isdigit():
                found[exported_shape(os.path.join(directory, name))] += 1
                names.remove(name)
            elif name.startswith('Contact') and name[7:].isdigit():
                contacts += 1
                names.remove(name)
    wanted = collections.Counter(exported_record_shape(i) for i in written_messages(record) if is_mail(i))
    people = sum(1 for i in written_messages(record) if i['class'] == 'IPM.Contact')
    result = differences('pffexport', wanted, found)
    return result + (['pffexport: %d contacts, not %d' % (contacts, people)] if contacts != people else [])


def differences(reader, wanted, found):
    missing, extra = wanted - found, found - wanted
    result = []
    for what, items in (('misses', missing), ('has instead', extra)):
        for shape in list(items)[:3]:
            result.append('%s %s %s' % (reader, what, str(shape)[:200]))
    if missing or extra:
        result.append('%s: %d missing, %d unexpected of %d' % (reader, sum(missing.values()), sum(extra.values()),
                                                              sum(wanted.values())))
    return result


# ------------------------------------------------------------------------------------------------------- run
def check(arguments, case, variant, work):
    path, record_path = os.path.join(work, 'store.pst'), os.path.join(work, 'record.json')
    make = [arguments.make, case, variant[0], variant[1]]
    code, text = run(*make, path, record_path)
    if code:
        return ['make_pst: ' + text.strip()]
    with open(record_path, encoding='utf-8') as file:
        record = json.load(file)
    if arguments.large:
        print('%s %s: %d bytes, %d messages' % (case, variant, os.path.getsize(path), len(written_messages(record))))
    code, text = run(sys.executable, arguments.check, '--fresh', path)
    if arguments.large:
        print(text.strip().replace(path, 'pstcheck --fresh'))
    result = ['pstcheck: ' + line for line in text.splitlines()[:12]] if code else []
    if os.path.getsize(path) < 64 << 20:
        again = os.path.join(work, 'again.pst')
        run(*make, again, os.path.join(work, 'again.json'))
        with open(path, 'rb') as one, open(again, 'rb') as two:
            if one.read() != two.read():
                result.append('the same input gave other bytes')
        os.remove(again)
    for reader, judge in (('readpst', check_readpst), ('pffexport', check_pffexport)):
        if shutil.which(reader) and (reader, case) not in CANNOT and not (arguments.large and reader == 'pffexport'):
            result += judge(path, record, work)
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--make', required=True, help='the make_pst program')
    parser.add_argument('--check', required=True, help='pstcheck.py')
    parser.add_argument('--cases', required=True)
    parser.add_argument('--large', action='store_true',
                        help='say what was written, and leave out pffexport, which makes a directory of each message')
    parser.add_argument('--variants', required=True, help='u0 to u2, a0 to a2')
    arguments = parser.parse_args()
    for reader in ('readpst', 'pffexport'):
        if not shutil.which(reader):
            print('skipped: %s is not installed' % reader)
    bad = 0
    for case in arguments.cases.split(','):
        for variant in arguments.variants.split(','):
            with tempfile.TemporaryDirectory(prefix='restante-pst-') as work:
                result = check(arguments, case, variant, work)
            print('%-16s %s: %s' % (case, variant, 'FAILED' if result else 'ok'))
            for line in result:
                print('  ' + line, file=sys.stderr)
            sys.stdout.flush()
            bad += bool(result)
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main())

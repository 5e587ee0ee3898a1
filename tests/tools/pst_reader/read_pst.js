'use strict';
// read_pst.js NODE_MODULES FILE.pst...: what the npm package pst-extractor finds in Unicode PST files, one line of JSON
// a file:
// {"folders": [{"path": [...], "count", "items": [{"class", "subject", "sender", "sent", "received", "body", "read",
//  "to", "attachments": [{"name", "sha256"} or {"message": null}]}]}]}
const crypto = require('crypto');
const path = require('path');

const { PSTFile } = require(path.join(path.resolve(process.argv[2]), 'pst-extractor'));
const BLOCK = 8176;
const EMBEDDED = 5;

function hashOf(stream) {
    const hash = crypto.createHash('sha256');
    const buffer = Buffer.alloc(BLOCK);
    for (let left = stream ? stream.length.toNumber() : 0; left > 0;) {
        const count = stream.readBlock(buffer);
        if (count <= 0) break;
        hash.update(buffer.subarray(0, count));
        left -= count;
    }
    return hash.digest('hex');
}

function attachmentOf(attachment) {
    // pst-extractor 1.12.0 announces messages within messages and never delivers them.
    if (attachment.attachMethod === EMBEDDED) return { message: null };
    return { name: attachment.longFilename, sha256: hashOf(attachment.fileInputStream) };
}

function itemOf(message) {
    const attachments = [];
    for (let i = 0; i < message.numberOfAttachments; ++i) attachments.push(attachmentOf(message.getAttachment(i)));
    return {
        class: message.messageClass,
        subject: message.subject,
        sender: message.senderName,
        sent: message.clientSubmitTime,
        received: message.messageDeliveryTime,
        body: message.body,
        read: message.isRead,
        to: message.displayTo,
        attachments,
    };
}

function collect(folder, place, folders) {
    const items = [];
    if (folder.contentCount > 0)
        for (let child = folder.getNextChild(); child !== null; child = folder.getNextChild()) items.push(itemOf(child));
    folders.push({ path: place, count: folder.contentCount, items });
    for (const child of folder.hasSubfolders ? folder.getSubFolders() : [])
        collect(child, [...place, child.displayName], folders);
}

for (const name of process.argv.slice(3)) {
    const file = new PSTFile(name);
    const folders = [];
    collect(file.getRootFolder(), [], folders);
    file.close();
    process.stdout.write(JSON.stringify({ folders }) + '\n');
}

"""What the EWS server for tests does when it is asked: each function answers one request with XML text."""

import base64
import binascii
import email
import email.policy
import re
from xml.sax.saxutils import escape, quoteattr

from ews_schema import MESSAGES, TYPES, Invalid
from ews_store import Folder, Item, Mailbox

ID = re.compile(r"(?P<user>[^|]*)\|(?P<folder>[^|]*)(\|(?P<item>\d+))?")
MOST_AT_ONCE = 1000


class Refused(Exception):
    """One item or folder of a request."""

    def __init__(self, code: str, text: str = ""):
        super().__init__(code)
        self.code, self.text = code, text or f"{code} is what the server says."


def local(element) -> str:
    return element.tag.partition("}")[2]


def find(element, *names: str):
    for each in names:
        element = next((child for child in element if local(child) == each), None)
        if element is None:
            return None
    return element


def text(element, each: str) -> str:
    found = find(element, each)
    return found.text or "" if found is not None else ""


def encoded(plain: str) -> str:
    return base64.b64encode(plain.encode()).decode()


def decoded(identity: str) -> re.Match:
    try:
        found = ID.fullmatch(base64.b64decode(identity, validate=True).decode())
    except (binascii.Error, UnicodeDecodeError):
        found = None
    if not found:
        raise Refused("ErrorInvalidIdMalformed")
    return found


def folder_id(mailbox: Mailbox, key: str) -> str:
    return encoded(f"{mailbox.user}|{key}")


def item_id(mailbox: Mailbox, folder: Folder, item: Item) -> str:
    return encoded(f"{mailbox.user}|{folder.key}|{item.number}")


def property_key(path) -> str:
    if "PropertyTag" in path.attrib:
        tag = path.attrib["PropertyTag"]
        return f"0x{int(tag, 16) if tag[:2].lower() == '0x' else int(tag):04x}"
    return path.attrib.get("PropertyName") or path.attrib["PropertyId"]


def properties_of(element) -> dict[str, str]:
    return {property_key(find(child, "ExtendedFieldURI")): text(child, "Value")
            for child in element if local(child) == "ExtendedProperty"}


def extended(path, value: str) -> str:
    attributes = "".join(f" {key}={quoteattr(one)}" for key, one in path.attrib.items())
    return f"<t:ExtendedProperty><t:ExtendedFieldURI{attributes}/><t:Value>{escape(value)}</t:Value></t:ExtendedProperty>"


class Operations:
    """For one request: `mailbox` is what it is about, at first that of `user`, who asks."""

    def __init__(self, server, mailbox: Mailbox, version: str):
        self.server, self.mailbox, self.version, self.user = server, mailbox, version, mailbox.user

    def be_about(self, owner: str) -> None:
        # "bob" is bob@example.org, too.
        if self.mailbox.user.lower() in (owner.lower(), owner.lower().removesuffix("@example.org")):
            return
        if owner.lower() != self.user.lower() and (self.user, owner) not in self.server.full_access:
            raise Refused("ErrorAccessDenied", "Access is denied. Check credentials and try again.")
        self.mailbox = self.server.store.mailbox(owner)

    def folder(self, reference) -> Folder:
        if local(reference) == "DistinguishedFolderId":
            self.be_about(text(find(reference, "Mailbox"), "EmailAddress") if len(reference) else self.user)
            key = reference.attrib["Id"]
            key = "msgfolderroot" if key == "root" else key
        else:
            found = decoded(reference.attrib["Id"])
            self.be_about(found["user"])
            key = found["folder"]
        if not self.mailbox.readable:
            raise Refused("ErrorAccessDenied", "Access is denied. Check credentials and try again.")
        if key not in self.mailbox.folders:
            raise Refused("ErrorFolderNotFound", "The specified folder could not be found in the store.")
        return self.mailbox.folders[key]

    def each(self, operation: str, targets, act) -> str:
        answers = []
        for target in targets:
            try:
                answers.append(f'<m:{operation}ResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode>'
                               f"{act(target)}</m:{operation}ResponseMessage>")
            except Refused as refused:
                answers.append(f'<m:{operation}ResponseMessage ResponseClass="Error"><m:MessageText>{escape(refused.text)}'
                               f"</m:MessageText><m:ResponseCode>{refused.code}</m:ResponseCode><m:DescriptiveLinkKey>0"
                               f"</m:DescriptiveLinkKey></m:{operation}ResponseMessage>")
        return f'<m:{operation}Response xmlns:m="{MESSAGES}" xmlns:t="{TYPES}"><m:ResponseMessages>{"".join(answers)}' \
               f"</m:ResponseMessages></m:{operation}Response>"

    def run(self, request) -> str:
        return getattr(self, local(request))(request)

    # Folders

    def folder_text(self, folder: Folder, shape) -> str:
        kind = {"IPF.Contact": "ContactsFolder", "IPF.Appointment": "CalendarFolder"}.get(folder.folder_class, "Folder")
        paths = find(shape, "AdditionalProperties") if shape is not None else None
        wanted = {path.attrib.get("FieldURI", "") for path in paths} if paths is not None else set()
        base = text(shape, "BaseShape") if shape is not None else "IdOnly"
        words = f'<t:FolderId Id="{folder_id(self.mailbox, folder.key)}" ChangeKey="AQ=="/>'
        if "folder:ParentFolderId" in wanted and folder.parent:
            words += f'<t:ParentFolderId Id="{folder_id(self.mailbox, folder.parent)}" ChangeKey="AQ=="/>'
        if ("folder:FolderClass" in wanted or base != "IdOnly") and folder.folder_class:
            words += f"<t:FolderClass>{escape(folder.folder_class)}</t:FolderClass>"
        if "folder:DisplayName" in wanted or base != "IdOnly":
            words += f"<t:DisplayName>{escape(folder.name)}</t:DisplayName>"
        if "folder:TotalCount" in wanted:
            words += f"<t:TotalCount>{len(folder.items)}</t:TotalCount>"
        if "folder:ChildFolderCount" in wanted:
            words += f"<t:ChildFolderCount>{len(self.mailbox.children(folder.key))}</t:ChildFolderCount>"
        for path in paths if paths is not None else ():
            if local(path) == "ExtendedFieldURI" and property_key(path) in folder.properties:
                words += extended(path, folder.properties[property_key(path)])
        if "folder:EffectiveRights" in wanted:
            may = "true" if self.mailbox.writable else "false"
            words += "<t:EffectiveRights>" + "".join(
                f"<t:{right}>{may}</t:{right}>" for right in ("CreateAssociated", "CreateContents", "CreateHierarchy", "Delete",
                                                              "Modify", "Read")) + "</t:EffectiveRights>"
        return f"<t:{kind}>{words}</t:{kind}>"

    def GetFolder(self, request) -> str:
        shape = find(request, "FolderShape")
        return self.each("GetFolder", find(request, "FolderIds"),
                         lambda one: f"<m:Folders>{self.folder_text(self.folder(one), shape)}</m:Folders>")

    def page(self, request, view: str, found: list) -> tuple[str, list]:
        limits = find(request, view)
        offset = int(limits.attrib["Offset"]) if limits is not None else 0
        most = min(int(limits.attrib.get("MaxEntriesReturned", MOST_AT_ONCE)) if limits is not None else MOST_AT_ONCE,
                   self.server.page)
        end = min(offset + most, len(found))
        last = "true" if end == len(found) else "false"
        return f'<m:RootFolder IndexedPagingOffset="{end}" TotalItemsInView="{len(found)}" IncludesLastItemInRange="{last}">', \
            found[offset:end]

    def FindFolder(self, request) -> str:
        shape = find(request, "FolderShape")

        def act(reference) -> str:
            folder = self.folder(reference)
            deep = request.attrib["Traversal"] == "Deep"
            head, found = self.page(request, "IndexedPageFolderView",
                                    self.mailbox.below(folder.key) if deep else self.mailbox.children(folder.key))
            folders = "".join(self.folder_text(one, shape) for one in found)
            return f"{head}<t:Folders>{folders}</t:Folders></m:RootFolder>"
        return self.each("FindFolder", find(request, "ParentFolderIds"), act)

    def CreateFolder(self, request) -> str:
        def act(wanted) -> str:
            parent = self.folder(find(request, "ParentFolderId")[0])
            if not self.mailbox.writable:
                raise Refused("ErrorAccessDenied")
            each, folder_class = text(wanted, "DisplayName"), text(wanted, "FolderClass")
            if not each.strip() or each != each.strip():
                raise Refused("ErrorFolderSave", "The name of the folder begins or ends with a blank.")
            if local(wanted) == "ContactsFolder" and folder_class not in ("", "IPF.Contact"):
                raise Refused("ErrorObjectTypeChanged")
            made = self.mailbox.make_folder(parent.key, each, folder_class or "IPF.Note", properties_of(wanted))
            if made is None:
                raise Refused("ErrorFolderExists", "A folder with the specified name already exists.")
            return f"<m:Folders>{self.folder_text(made, None)}</m:Folders>"
        return self.each("CreateFolder", find(request, "Folders"), act)

    # Items

    def meets(self, item: Item, restriction) -> bool:
        kind = local(restriction)
        if kind in ("And", "Or"):
            return (all if kind == "And" else any)(self.meets(item, one) for one in restriction)
        if kind == "Not":
            return not self.meets(item, restriction[0])
        if local(restriction[0]) != "ExtendedFieldURI":
            raise Refused("ErrorUnsupportedPathForQuery")
        stored = item.properties.get(property_key(restriction[0]))
        if kind == "Exists":
            return stored is not None
        wanted = find(restriction, "FieldURIOrConstant")[0].attrib["Value"]
        if kind != "IsEqualTo":
            raise Refused("ErrorUnsupportedQueryFilter")
        return stored is not None and stored.casefold() == wanted.casefold()

    def item_text(self, folder: Folder, item: Item, shape) -> str:
        paths = find(shape, "AdditionalProperties")
        wanted = {path.attrib.get("FieldURI", "") for path in paths} if paths is not None else set()
        words = ""
        if text(shape, "IncludeMimeContent") == "true" or "item:MimeContent" in wanted:
            words += f'<t:MimeContent CharacterSet="UTF-8">{base64.b64encode(item.content).decode()}</t:MimeContent>'
        words += f'<t:ItemId Id="{item_id(self.mailbox, folder, item)}" ChangeKey="AQ=="/>'
        parsed = email.message_from_bytes(item.content, policy=email.policy.default)
        if "item:ItemClass" in wanted:
            plain = {"Message": "IPM.Note", "Contact": "IPM.Contact", "DistributionList": "IPM.DistList"}[item.kind]
            words += f"<t:ItemClass>{escape(item.properties.get('0x001a', plain))}</t:ItemClass>"
        if "item:Subject" in wanted:
            words += f"<t:Subject>{escape(self.shown(str(parsed['Subject'] or '')))}</t:Subject>"
        if "item:Body" in wanted and "Body" in item.fields:
            words += f'<t:Body BodyType="Text">{escape(item.fields["Body"])}</t:Body>'
        if "item:DateTimeReceived" in wanted and "0x0e06" in item.properties:
            words += f"<t:DateTimeReceived>{item.properties['0x0e06']}</t:DateTimeReceived>"
        if "item:IsDraft" in wanted:
            words += f"<t:IsDraft>{'true' if item.flags & 8 else 'false'}</t:IsDraft>"
        if "item:DateTimeSent" in wanted and "0x0039" in item.properties:
            words += f"<t:DateTimeSent>{item.properties['0x0039']}</t:DateTimeSent>"
        for path in paths if paths is not None else ():
            if local(path) == "ExtendedFieldURI" and property_key(path) in item.properties:
                words += extended(path, item.properties[property_key(path)])
        if "message:IsRead" in wanted and item.kind == "Message":
            words += f"<t:IsRead>{item.fields.get('IsRead', 'false')}</t:IsRead>"
        return f"<t:{item.kind}>{words}{self.person_text(item, wanted)}</t:{item.kind}>"

    @staticmethod
    def shown(plain: str) -> str:
        return re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "?", plain)

    @staticmethod
    def person_text(item: Item, wanted: set[str]) -> str:
        words = ""
        if item.kind == "Contact":
            for each in ("FileAs", "DisplayName", "CompanyName"):
                if f"contacts:{each}" in wanted and each in item.fields:
                    words += f"<t:{each}>{escape(item.fields[each])}</t:{each}>"
            for several in ("EmailAddresses", "PhoneNumbers"):
                entries = "".join(f"<t:Entry Key={quoteattr(key)}>{escape(value)}</t:Entry>"
                                  for key, value in item.fields.get(several, {}).items())
                if entries:
                    words += f"<t:{several}>{entries}</t:{several}>"
        if item.kind == "DistributionList":
            if "contacts:DisplayName" in wanted:
                words += f"<t:DisplayName>{escape(item.fields['DisplayName'])}</t:DisplayName>"
            members = "".join("<t:Member><t:Mailbox>" + "".join(f"<t:{key}>{escape(value)}</t:{key}>" for key, value in one.items()
                                                                if key != "ItemId") + "</t:Mailbox></t:Member>"
                              for one in item.fields.get("Members", []))
            if "distributionlist:Members" in wanted and members:
                words += f"<t:Members>{members}</t:Members>"
        return words

    def FindItem(self, request) -> str:
        shape, restriction = find(request, "ItemShape"), find(request, "Restriction")
        if text(shape, "IncludeMimeContent") == "true":
            raise Invalid("FindItem gives no MIME content")

        def act(reference) -> str:
            folder = self.folder(reference)
            found = [item for item in folder.items if restriction is None or self.meets(item, restriction[0])]
            head, found = self.page(request, "IndexedPageItemView", found)
            return f"{head}<t:Items>{''.join(self.item_text(folder, one, shape) for one in found)}</t:Items></m:RootFolder>"
        return self.each("FindItem", find(request, "ParentFolderIds"), act)

    def GetItem(self, request) -> str:
        def act(reference) -> str:
            found = decoded(reference.attrib["Id"])
            folder = self.mailbox.folders[found["folder"]]
            item = next((one for one in folder.items if str(one.number) == found["item"]), None)
            if item is None:
                raise Refused("ErrorItemNotFound", "The specified object was not found in the store.")
            return f"<m:Items>{self.item_text(folder, item, find(request, 'ItemShape'))}</m:Items>"
        return self.each("GetItem", find(request, "ItemIds"), act)

    def CreateItem(self, request) -> str:
        if request.attrib.get("MessageDisposition") != "SaveOnly":
            raise Invalid("this server sends nothing")
        return self.each("CreateItem", find(request, "Items"), lambda item: self.create(request, item))

    def create(self, request, wanted) -> str:
        target = find(request, "SavedItemFolderId")
        folder = self.folder(target[0]) if target is not None else self.mailbox.folders["drafts"]
        kind, properties = local(wanted), properties_of(wanted)
        if not self.mailbox.writable:
            raise Refused("ErrorCreateItemAccessDenied")
        if (kind == "Message") == (folder.folder_class == "IPF.Contact"):
            raise Refused("ErrorCannotCreateContactInNonContactFolder" if kind != "Message" else "ErrorInvalidFolderTypeForOperation")
        content = self.content_of(wanted) if kind == "Message" else b""
        fields = self.fields_of(wanted, kind)
        self.server.before_storing(self.mailbox, content, properties)
        if self.mailbox.quota is not None and self.mailbox.size() + len(content) > self.mailbox.quota:
            raise Refused("ErrorQuotaExceeded", "The mailbox quota has been exceeded.")
        item = self.mailbox.add(folder, kind, content, properties, fields)
        return f'<m:Items><t:{kind}><t:ItemId Id="{item_id(self.mailbox, folder, item)}" ChangeKey="AQ=="/></t:{kind}></m:Items>'

    def content_of(self, wanted) -> bytes:
        stored = find(wanted, "MimeContent")
        if stored is None:
            raise Refused("ErrorMimeContentInvalid", "this server wants messages as MIME")
        try:
            content = base64.b64decode(stored.text or "", validate=True)
        except binascii.Error:
            raise Refused("ErrorMimeContentInvalidBase64String") from None
        if len(content) > self.server.largest:
            raise Refused("ErrorMessageSizeExceeded", "The message exceeds the maximum supported size.")
        # A header, and lines that end as those of mail.
        if not re.match(rb"[\x21-\x39\x3b-\x7e]+:", content) or re.search(rb"(?<!\r)\n", content):
            raise Refused("ErrorMimeContentInvalid", "The MIME content is invalid.")
        return content

    def fields_of(self, wanted, kind: str) -> dict:
        fields: dict = {local(child): child.text or "" for child in wanted
                        if not len(child) and local(child) not in ("MimeContent", "ExtendedProperty")}
        for child in wanted:
            if local(child) in ("EmailAddresses", "PhoneNumbers"):
                fields[local(child)] = {entry.attrib["Key"]: entry.text or "" for entry in child}
            if local(child) == "Members":
                if self.version.startswith("Exchange2007"):
                    raise Invalid("Members came with Exchange 2010")
                fields["Members"] = [{local(part): part.text or part.attrib.get("Id", "") for part in member[0]} for member in child]
        if kind == "DistributionList":
            if self.version.startswith("Exchange2007"):
                raise Refused("ErrorInvalidRequest")
            for member in fields.get("Members", []):
                if "EmailAddress" not in member and not member.get("ItemId"):
                    raise Refused("ErrorInvalidMailbox", "A member has neither address nor id.")
        return fields

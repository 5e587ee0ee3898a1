"""What requests of Exchange Web Services must look like: names, namespaces, order and number of elements, attributes.

After the published schemas messages.xsd and types.xsd, as far as restante and the client that judges it use them. A server of
Microsoft's validates in the same way and answers ErrorSchemaValidation.
"""

import re
from typing import NamedTuple

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
MESSAGES = "http://schemas.microsoft.com/exchange/services/2006/messages"
TYPES = "http://schemas.microsoft.com/exchange/services/2006/types"
NAMESPACES = {"s": SOAP, "m": MESSAGES, "t": TYPES}
MANY = 10 ** 9

BASE64 = r"[A-Za-z0-9+/\s]*={0,2}\s*"
BOOLEAN = "true|false|0|1"
INTEGER = r"-?\d+"
TEXT = None  # any
TAG = r"0[xX][0-9A-Fa-f]{1,4}|\d+"
PROPERTY_TYPE = "ApplicationTime|Binary|Boolean|CLSID|Currency|Double|Float|Integer|Long|Object|Short|String|SystemTime" \
                "|(Binary|String|Integer|SystemTime|Long|Boolean)Array"
VERSIONS = "Exchange2007|Exchange2007_SP1|Exchange2010|Exchange2010_SP1|Exchange2010_SP2|Exchange2013|Exchange2013_SP1|" \
           "Exchange2015|Exchange2016"


class Invalid(Exception):
    """ErrorSchemaValidation"""


def name(short: str) -> str:
    prefix, _, local = short.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


class Group(NamedTuple):
    """One of `names`, that often."""
    names: dict[str, object]  # name -> type
    least: int
    most: int


class Type(NamedTuple):
    """Groups in their order; `attributes`: pattern of each, required when its name ends with "!"; `text`: a pattern, or False."""
    groups: tuple[Group, ...] = ()
    attributes: dict[str, str | None] = {}
    text: object = False


def one(short: str, kind: object, least: int = 1, most: int = 1) -> Group:
    return Group({name(short): kind}, least, most)


def maybe(short: str, kind: object, most: int = 1) -> Group:
    return one(short, kind, 0, most)


def choice(names: dict[str, object], least: int = 1, most: int = 1) -> Group:
    return Group({name(short): kind for short, kind in names.items()}, least, most)


def text(pattern: str | None = TEXT, **attributes: str | None) -> Type:
    return Type((), {key.rstrip("_") + ("!" if key.endswith("_") else ""): value for key, value in attributes.items()}, (pattern,))


def maybes(prefix: str, names: str, kind: object) -> tuple[Group, ...]:
    return tuple(maybe(f"{prefix}:{each}", kind) for each in names.split())


ANYTHING = Type((), {}, "anything")  # elements nobody here sends
STRING = text()
ITEM_ID = Type((), {"Id!": ".+", "ChangeKey": None})
FOLDER_ID = Type((), {"Id!": ".+", "ChangeKey": None})
DISTINGUISHED = "calendar|contacts|deleteditems|drafts|inbox|journal|notes|outbox|sentitems|tasks|msgfolderroot|root|junkemail|" \
                "searchfolders|voicemail|publicfoldersroot|archiveroot|archivemsgfolderroot|recoverableitemsroot|[a-z]+"
MAILBOX = Type((maybe("t:Name", STRING), maybe("t:EmailAddress", STRING), maybe("t:RoutingType", STRING),
                maybe("t:MailboxType", text("Mailbox|PublicDL|PrivateDL|Contact|PublicFolder|Unknown|OneOff")),
                maybe("t:ItemId", ITEM_ID)))
DISTINGUISHED_ID = Type((maybe("t:Mailbox", MAILBOX),), {"Id!": DISTINGUISHED, "ChangeKey": None})
FOLDER_IDS = {"t:FolderId": FOLDER_ID, "t:DistinguishedFolderId": DISTINGUISHED_ID}
TARGET_FOLDER = Type((choice(FOLDER_IDS),))
EXTENDED_URI = Type((), {"DistinguishedPropertySetId": "Meeting|Appointment|Common|PublicStrings|Address|InternetHeaders|"
                                                       "CalendarAssistant|UnifiedMessaging|Task|Sharing",
                         "PropertySetId": "[0-9a-fA-F-]{36}", "PropertyTag": TAG, "PropertyName": ".+",
                         "PropertyId": r"\d+", "PropertyType!": PROPERTY_TYPE})
PATHS = {"t:FieldURI": Type((), {"FieldURI!": "[a-z]+:[A-Za-z:]+"}),
         "t:IndexedFieldURI": Type((), {"FieldURI!": None, "FieldIndex!": None}), "t:ExtendedFieldURI": EXTENDED_URI}
ADDITIONAL = Type((choice(PATHS, 1, MANY),))
BASE_SHAPE = text("IdOnly|Default|AllProperties|PcxPeopleSearch")
FOLDER_SHAPE = Type((one("t:BaseShape", BASE_SHAPE), maybe("t:AdditionalProperties", ADDITIONAL)))
ITEM_SHAPE = Type((one("t:BaseShape", BASE_SHAPE), maybe("t:IncludeMimeContent", text(BOOLEAN)),
                   maybe("t:BodyType", text("Best|HTML|Text")), maybe("t:FilterHtmlContent", text(BOOLEAN)),
                   maybe("t:ConvertHtmlCodePageToUTF8", text(BOOLEAN)), maybe("t:AdditionalProperties", ADDITIONAL)))
PROPERTY = Type((one("t:ExtendedFieldURI", EXTENDED_URI),
                 choice({"t:Value": STRING, "t:Values": Type((one("t:Value", STRING, 0, MANY),))})))
PAGE = {"MaxEntriesReturned": r"[1-9]\d*", "Offset!": r"\d+", "BasePoint!": "Beginning|End"}

CONSTANT = Type((choice(PATHS | {"t:Constant": Type((), {"Value!": None})}),))
COMPARISON = Type((choice(PATHS), one("t:FieldURIOrConstant", CONSTANT)))
RESTRICTIONS: dict[str, object] = {"t:Exists": Type((choice(PATHS),))}
for comparison in ("IsEqualTo", "IsNotEqualTo", "IsGreaterThan", "IsGreaterThanOrEqualTo", "IsLessThan", "IsLessThanOrEqualTo"):
    RESTRICTIONS[f"t:{comparison}"] = COMPARISON
for several in ("And", "Or"):
    # Stricter than the schema, which lets one stand alone.
    RESTRICTIONS[f"t:{several}"] = lambda: Type((choice(RESTRICTIONS, 2, MANY),))
RESTRICTIONS["t:Not"] = lambda: Type((choice(RESTRICTIONS),))
RESTRICTION = Type((choice(RESTRICTIONS),))

ITEM_FIRST = (maybe("t:MimeContent", text(BASE64, CharacterSet=None)), maybe("t:ItemId", ITEM_ID),
              maybe("t:ParentFolderId", FOLDER_ID), maybe("t:ItemClass", STRING), maybe("t:Subject", text(".{0,255}")),
              maybe("t:Sensitivity", text("Normal|Personal|Private|Confidential")),
              maybe("t:Body", text(TEXT, BodyType_="HTML|Text")), maybe("t:Attachments", ANYTHING),
              *maybes("t", "DateTimeReceived Size Categories", ANYTHING), maybe("t:Importance", text("Low|Normal|High")),
              *maybes("t", "InReplyTo IsSubmitted IsDraft IsFromMe IsResend IsUnmodified InternetMessageHeaders DateTimeSent "
                           "DateTimeCreated ResponseObjects ReminderDueBy ReminderIsSet ReminderMinutesBeforeStart DisplayCc "
                           "DisplayTo HasAttachments", ANYTHING),
              maybe("t:ExtendedProperty", PROPERTY, MANY),
              *maybes("t", "Culture EffectiveRights LastModifiedName LastModifiedTime IsAssociated", ANYTHING))
MESSAGE = Type((*ITEM_FIRST, *maybes("t", "Sender ToRecipients CcRecipients BccRecipients IsReadReceiptRequested "
                                          "IsDeliveryReceiptRequested ConversationIndex ConversationTopic From "
                                          "InternetMessageId", ANYTHING),
                maybe("t:IsRead", text(BOOLEAN)), *maybes("t", "IsResponseRequested References ReplyTo ReceivedBy", ANYTHING)))
ENTRIES = Type((one("t:Entry", text(TEXT, Key_="EmailAddress[123]|BusinessFax|[A-Za-z]+", Name=None, RoutingType=None), 1, MANY),))
CONTACT = Type((*ITEM_FIRST, maybe("t:FileAs", STRING), maybe("t:FileAsMapping", STRING), maybe("t:DisplayName", STRING),
                *maybes("t", "GivenName Initials MiddleName Nickname CompleteName CompanyName", STRING),
                maybe("t:EmailAddresses", ENTRIES), maybe("t:PhysicalAddresses", ANYTHING), maybe("t:PhoneNumbers", ENTRIES),
                *maybes("t", "AssistantName Birthday BusinessHomePage Children Companies ContactSource Department Generation "
                             "ImAddresses JobTitle Manager Mileage OfficeLocation PostalAddressIndex Profession SpouseName "
                             "Surname WeddingAnniversary", STRING)))
MEMBERS = Type((one("t:Member", Type((maybe("t:Mailbox", MAILBOX),), {"Key": None}), 0, MANY),))
LIST = Type((*ITEM_FIRST, maybe("t:DisplayName", STRING), maybe("t:FileAs", STRING), maybe("t:ContactSource", STRING),
             maybe("t:Members", MEMBERS)))
FOLDER_FIRST = (maybe("t:FolderId", FOLDER_ID), maybe("t:ParentFolderId", FOLDER_ID), maybe("t:FolderClass", STRING),
                maybe("t:DisplayName", text(r"(?s).{1,255}")), maybe("t:TotalCount", text(INTEGER)),
                maybe("t:ChildFolderCount", text(INTEGER)), maybe("t:ExtendedProperty", PROPERTY, MANY))
ITEM_IDS = Type((choice({"t:ItemId": ITEM_ID}, 1, MANY),))

REQUESTS = {name(short): kind for short, kind in {
    "m:GetFolder": Type((one("m:FolderShape", FOLDER_SHAPE), one("m:FolderIds", Type((choice(FOLDER_IDS, 1, MANY),))))),
    "m:FindFolder": Type((one("m:FolderShape", FOLDER_SHAPE), maybe("m:IndexedPageFolderView", Type((), PAGE)),
                          maybe("m:Restriction", RESTRICTION), one("m:ParentFolderIds", Type((choice(FOLDER_IDS, 1, MANY),)))),
                         {"Traversal!": "Shallow|Deep|SoftDeleted"}),
    "m:CreateFolder": Type((one("m:ParentFolderId", TARGET_FOLDER), one("m:Folders", Type((choice({
        "t:Folder": Type((*FOLDER_FIRST, maybe("t:PermissionSet", ANYTHING), maybe("t:UnreadCount", text(INTEGER)))),
        "t:ContactsFolder": Type((*FOLDER_FIRST, maybe("t:PermissionSet", ANYTHING)))}, 1, MANY),))))),
    "m:FindItem": Type((one("m:ItemShape", ITEM_SHAPE), maybe("m:IndexedPageItemView", Type((), PAGE)),
                        maybe("m:Restriction", RESTRICTION), maybe("m:SortOrder", ANYTHING),
                        one("m:ParentFolderIds", Type((choice(FOLDER_IDS, 1, MANY),)))),
                       {"Traversal!": "Shallow|SoftDeleted|Associated"}),
    "m:GetItem": Type((one("m:ItemShape", ITEM_SHAPE), one("m:ItemIds", ITEM_IDS))),
    "m:CreateItem": Type((maybe("m:SavedItemFolderId", TARGET_FOLDER), one("m:Items", Type((choice({
        "t:Message": MESSAGE, "t:Contact": CONTACT, "t:DistributionList": LIST}, 1, MANY),)))),
        {"MessageDisposition": "SaveOnly|SendOnly|SendAndSaveCopy", "SendMeetingInvitations": None}),
}.items()}

CONNECTING_SID = Type((choice({f"t:{each}": text("[^@]+@[^@]+" if "Smtp" in each else TEXT)
                               for each in ("PrincipalName", "SID", "PrimarySmtpAddress", "SmtpAddress")}),))
HEADERS = {name("t:RequestServerVersion"): Type((), {"Version!": VERSIONS}),
           name("t:ExchangeImpersonation"): Type((one("t:ConnectingSID", CONNECTING_SID),)),
           name("t:TimeZoneContext"): ANYTHING, name("t:MailboxCulture"): ANYTHING}


def check_attributes(element, kind: Type) -> None:
    allowed = {key.rstrip("!"): (pattern, key.endswith("!")) for key, pattern in kind.attributes.items()}
    for key, value in element.attrib.items():
        if key not in allowed:
            raise Invalid(f"The '{key}' attribute is not declared on {element.tag}.")
        if allowed[key][0] is not None and not re.fullmatch(allowed[key][0], value):
            raise Invalid(f"The '{key}' attribute of {element.tag} is invalid: '{value[:80]}'.")
    for key, (_, required) in allowed.items():
        if required and key not in element.attrib:
            raise Invalid(f"The required attribute '{key}' of {element.tag} is missing.")


def check(element, kind: object) -> None:
    kind = kind() if callable(kind) else kind
    if kind.text == "anything":
        return
    check_attributes(element, kind)
    if kind.text:
        if len(element):
            raise Invalid(f"{element.tag} cannot contain elements.")
        pattern = kind.text[0]
        # Large base64 is checked where it is decoded.
        if pattern not in (None, BASE64) and not re.fullmatch(pattern, (element.text or "").strip()):
            raise Invalid(f"The value of {element.tag} is invalid: '{(element.text or '')[:80]}'.")
        return
    if (element.text or "").strip():
        raise Invalid(f"{element.tag} cannot contain text.")
    children = list(element)
    for group in kind.groups:
        count = 0
        while children and children[0].tag in group.names and count < group.most:
            check(children[0], group.names[children[0].tag])
            children.pop(0)
            count += 1
        if count < group.least:
            found = children[0].tag if children else "nothing"
            raise Invalid(f"{element.tag} has {found} where one of {', '.join(group.names)} is expected.")
    if children:
        raise Invalid(f"{element.tag} has the invalid child element {children[0].tag}, or in the wrong place.")
    if kind is EXTENDED_URI:
        check_property_path(element)


def check_property_path(element) -> None:
    """A tag alone, or a set with a name or a number."""
    keys = set(element.attrib) - {"PropertyType"}
    sets = {"DistinguishedPropertySetId", "PropertySetId"}
    if keys != {"PropertyTag"} and not (len(keys & sets) == 1 and keys - sets in ({"PropertyName"}, {"PropertyId"})):
        raise Invalid(f"The extended property path {dict(element.attrib)} is incomplete.")


def check_request(envelope) -> object:
    """The request in the body."""
    if envelope.tag != name("s:Envelope"):
        raise Invalid(f"{envelope.tag} is no SOAP envelope")
    parts = list(envelope)
    if parts and parts[0].tag == name("s:Header"):
        for header in parts.pop(0):
            if header.tag not in HEADERS:
                raise Invalid(f"{header.tag} is no header")
            check(header, HEADERS[header.tag])
    if len(parts) != 1 or parts[0].tag != name("s:Body") or len(parts[0]) != 1:
        raise Invalid("there must be one body with one request")
    request = parts[0][0]
    if request.tag not in REQUESTS:
        raise Invalid(f"{request.tag} is no request this server knows")
    check(request, REQUESTS[request.tag])
    return request

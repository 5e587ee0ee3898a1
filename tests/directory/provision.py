"""provision.py DIRECTORY: an Active Directory of Samba for example.org, with the two attributes of Exchange we write.

No server is started; the database is only ever opened by Samba's own tools. Run by Debian's Python.
"""

import logging
import secrets
import subprocess
import sys
from pathlib import Path

from samba.auth import system_session
from samba.dsdb import DS_DOMAIN_FUNCTION_2008_R2
from samba.param import LoadParm
from samba.provision import provision

SCHEMA = "CN=Schema,CN=Configuration,DC=example,DC=org"


def attribute(name: str, shown: str, number: str, longest: int) -> str:
    return "\n".join([f"dn: CN={name},{SCHEMA}", "objectClass: top", "objectClass: attributeSchema", f"cn: {name}",
                      f"lDAPDisplayName: {shown}", f"attributeID: 1.2.840.113556.1.2.{number}",
                      "attributeSyntax: 2.5.5.12", "oMSyntax: 64", "isSingleValued: TRUE", "rangeLower: 1",
                      f"rangeUpper: {longest}", "", ""])


ATTRIBUTES = (attribute("ms-Exch-Mail-Nickname", "mailNickname", "447", 64)
              + attribute("ms-Exch-Target-Address", "targetAddress", "352", 1123))
CLASSES = "\n".join(["dn:", "changetype: modify", "add: schemaUpdateNow", "schemaUpdateNow: 1", "-", "",
                     f"dn: CN=Mail-Recipient,{SCHEMA}", "changetype: modify", "add: mayContain",
                     "mayContain: mailNickname", "mayContain: targetAddress", "-", "", ""])


def main(root: Path) -> None:
    (root / "etc").mkdir(parents=True)
    result = provision(logging.getLogger("provision"), system_session(), smbconf=str(root / "etc" / "smb.conf"),
                       targetdir=str(root), realm="EXAMPLE.ORG", domain="EXAMPLE", hostname="dc1", hostip="127.0.0.1",
                       adminpass=secrets.token_urlsafe(18) + "aA1", serverrole="active directory domain controller",
                       dns_backend="NONE", skip_sysvolacl=True, lp=LoadParm(),
                       dom_for_fun_level=DS_DOMAIN_FUNCTION_2008_R2)
    for program, text in (("ldbadd", ATTRIBUTES), ("ldbmodify", CLASSES)):
        subprocess.run([program, "-H", result.paths.samdb, "--option=dsdb:schema update allowed=true"], input=text,
                       text=True, check=True, capture_output=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

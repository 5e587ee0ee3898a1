#include "targets/directory/exchange_script.h"

#include <string_view>
#include <utility>

#include "targets/directory/powershell_text.h"

namespace restante::targets::directory {
namespace {

constexpr std::string_view kHead = R"(#Requires -Version 5.1
<#
.SYNOPSIS
Makes the mailboxes or mail users, contacts and groups of one Microsoft Mail postoffice in Exchange.
.DESCRIPTION
Run it in the Exchange Management Shell, or connected to Exchange with the rights of a recipient administrator; -WhatIf
shows what it would do. What exists already is named and left alone. Old addresses become proxy addresses, so that
replies to old mail arrive. Passwords are made by a cryptographic generator for each person and kept nowhere, or asked
for with -PromptForPasswords; they must be changed at the first logon. With several postoffices run all scripts once
with -Skip Members, then once with -Skip Recipients.
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    # For whoever has no Internet address in this script: alias@Domain.
    [Parameter(Mandatory = $true)] [ValidatePattern('^[A-Za-z0-9][A-Za-z0-9.-]*$')] [string] $Domain,
    [ValidateSet('Mailbox', 'MailUser')] [string] $Kind = 'Mailbox',
    [ValidateSet('Nothing', 'Members', 'Recipients')] [string] $Skip = 'Nothing',
    [string] $OrganizationalUnit,
    [string] $Database,
    [switch] $PromptForPasswords
)
Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$script:problems = 0

)";

constexpr std::string_view kBody = R"(
function Write-Problem([string] $Text) {
    $script:problems++
    Write-Warning $Text
}

function New-Password([string] $Name) {
    if ($PromptForPasswords) { return Read-Host -AsSecureString -Prompt ('Password for ' + $Name) }
    $bytes = New-Object 'byte[]' 24
    $generator = [System.Security.Cryptography.RandomNumberGenerator]::Create()
    try {
        do {
            $generator.GetBytes($bytes)
            $text = [System.Convert]::ToBase64String($bytes)
        } until (($text -cmatch '[a-z]') -and ($text -cmatch '[A-Z]') -and ($text -match '[0-9]'))
    } finally {
        $generator.Dispose()
    }
    ConvertTo-SecureString -String $text -AsPlainText -Force
}

function Test-Free([string[]] $Names) {
    foreach ($name in $Names) {
        if (Get-Recipient -Identity $name -ErrorAction SilentlyContinue) {
            Write-Problem ($name + ' exists already; nothing was changed')
            return $false
        }
    }
    $true
}

function Add-Place([hashtable] $Parameters) {
    if ($OrganizationalUnit) { $Parameters['OrganizationalUnit'] = $OrganizationalUnit }
}

function Add-Person($Person) {
    $address = $Person.Internet
    if (-not $address) { $address = $Person.Alias + '@' + $Domain }
    if (-not (Test-Free @($Person.Alias, $address))) { return }
    if (-not $PSCmdlet.ShouldProcess($Person.Name, 'New-' + $Kind)) { return }
    $new = @{
        Name = $Person.Name; Alias = $Person.Alias; DisplayName = $Person.DisplayName; SamAccountName = $Person.Login
        UserPrincipalName = $address; PrimarySmtpAddress = $address; ResetPasswordOnNextLogon = $true
        Password = New-Password $Person.Name
    }
    Add-Place $new
    if ($Kind -eq 'Mailbox') {
        if ($Database) { $new['Database'] = $Database }
        New-Mailbox @new | Out-Null
        if ($Person.OldAddresses.Count) { Set-Mailbox -Identity $Person.Alias -EmailAddresses @{ Add = $Person.OldAddresses } }
    } else {
        $new['ExternalEmailAddress'] = $address
        New-MailUser @new | Out-Null
        if ($Person.OldAddresses.Count) { Set-MailUser -Identity $Person.Alias -EmailAddresses @{ Add = $Person.OldAddresses } }
    }
    $details = $Person.Details
    if ($details.Count) { Set-User -Identity $Person.Alias @details }
}

function Add-Contact($Contact) {
    if (-not $Contact.Internet) { return Write-Problem ($Contact.DisplayName + ' has no Internet address; no contact was made') }
    if (-not (Test-Free @($Contact.Alias, $Contact.Internet))) { return }
    if (-not $PSCmdlet.ShouldProcess($Contact.Name, 'New-MailContact')) { return }
    $new = @{
        Name = $Contact.Name; Alias = $Contact.Alias; DisplayName = $Contact.DisplayName
        ExternalEmailAddress = $Contact.Internet
    }
    Add-Place $new
    New-MailContact @new | Out-Null
    if ($Contact.OldAddresses.Count) { Set-MailContact -Identity $Contact.Alias -EmailAddresses @{ Add = $Contact.OldAddresses } }
}

function Add-Group($Group) {
    if (-not (Test-Free @($Group.Alias))) { return }
    if (-not $PSCmdlet.ShouldProcess($Group.Name, 'New-DistributionGroup')) { return }
    $new = @{ Name = $Group.Name; Alias = $Group.Alias; DisplayName = $Group.DisplayName; Type = 'Distribution' }
    Add-Place $new
    New-DistributionGroup @new | Out-Null
}

function Add-Members($Group) {
    foreach ($member in $Group.Members) {
        if (-not $PSCmdlet.ShouldProcess($Group.Name + ': ' + $member, 'Add-DistributionGroupMember')) { continue }
        try {
            Add-DistributionGroupMember -Identity $Group.Alias -Member $member -BypassSecurityGroupManagerCheck
        } catch {
            Write-Problem ($member + ' is not in group ' + $Group.Name + ': ' + $_)
        }
    }
}

function Invoke-Each([object[]] $Items, [scriptblock] $Action) {
    foreach ($item in $Items) {
        try {
            & $Action $item
        } catch {
            Write-Problem ($item.Name + ': ' + $_)
        }
    }
}

if ($Skip -ne 'Recipients') {
    Invoke-Each $people { param($item) Add-Person $item }
    Invoke-Each $contacts { param($item) Add-Contact $item }
    Invoke-Each $groups { param($item) Add-Group $item }
}
if ($Skip -ne 'Members') { Invoke-Each $groups { param($item) Add-Members $item } }
if ($script:problems) {
    Write-Warning ([string]$script:problems + ' problems, see above')
    exit 1
}
)";

// One item of a list of objects.
class ScriptObject {
public:
    void add(std::string_view key, const std::string& text) { put(key, powershell_string(text)); }
    void add(std::string_view key, const std::vector<std::string>& texts) { put(key, powershell_array(texts)); }
    void put(std::string_view key, std::string_view expression) {
        if (!fields_.empty()) fields_ += "; ";
        fields_ += key;
        fields_ += " = ";
        fields_ += expression;
    }
    [[nodiscard]] std::string table() const { return fields_.empty() ? "@{}" : "@{ " + fields_ + " }"; }
    [[nodiscard]] std::string line() const { return "    [pscustomobject]" + table() + "\n"; }

private:
    std::string fields_;
};

std::string details_of(const Person& person) {
    ScriptObject details;
    const auto add = [&](std::string_view parameter, const std::string& value) {
        if (!parameter.empty() && !value.empty()) details.add(parameter, value);
    };
    for (const DetailNames& names : detail_names()) {
        const bool name = names.detail == Detail::given_name || names.detail == Detail::surname;
        add(names.powershell, !name                                ? person.details[names.detail]
                              : names.detail == Detail::given_name ? person.given_name
                                                                   : person.surname);
    }
    return details.table();
}

std::string line_of(const Person& person) {
    ScriptObject object;
    object.add("Name", person.name);
    object.add("Alias", person.alias);
    object.add("Login", person.login);
    object.add("DisplayName", person.display_name);
    object.add("Internet", person.internet);
    object.add("OldAddresses", person.originals);
    object.put("Details", details_of(person));
    return object.line();
}

std::string line_of(const Contact& contact) {
    ScriptObject object;
    object.add("Name", contact.name);
    object.add("Alias", contact.alias);
    object.add("DisplayName", contact.display_name);
    object.add("Internet", contact.internet);
    const std::string old = old_proxy_address(contact.address);
    object.add("OldAddresses", old.empty() ? std::vector<std::string>{} : std::vector{old});
    return object.line();
}

std::string line_of(const Recipients& recipients, const Group& group) {
    std::vector<std::string> members;
    for (const Member& member : group.members)
        members.push_back(member.kind == MemberKind::person    ? recipients.people[member.index].alias
                          : member.kind == MemberKind::contact ? recipients.contacts[member.index].alias
                                                               : recipients.groups[member.index].alias);
    ScriptObject object;
    object.add("Name", group.name);
    object.add("Alias", group.alias);
    object.add("DisplayName", group.display_name);
    object.add("Members", members);
    return object.line();
}

std::string with_windows_line_ends(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c == '\n') result += '\r';
        result += c;
    }
    return result;
}

}  // namespace

std::string exchange_script(const Recipients& recipients, std::size_t postoffice) {
    std::string text(kHead);
    text += "$people = @(\n";
    for (const Person& person : recipients.people)
        if (person.postoffice == postoffice) text += line_of(person);
    text += ")\n$contacts = @(\n";
    for (const Contact& contact : recipients.contacts)
        if (contact.postoffice == postoffice) text += line_of(contact);
    text += ")\n$groups = @(\n";
    for (const Group& group : recipients.groups)
        if (group.postoffice == postoffice) text += line_of(recipients, group);
    text += ")\n";
    text += kBody;
    return "\xEF\xBB\xBF" + with_windows_line_ends(text);
}

}  // namespace restante::targets::directory

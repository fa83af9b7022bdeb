"""What a column's name says, in Finnish, Swedish and English. The first line that fits counts."""

import re
from typing import Final

from polku.touchpoints.mappings.guess.roles import Role

_NUMBER: Final = r"(?:id|ids|no|nr|num|number|key|code|ref|reference|identifier|unique id|numero|nro|tunnus|tunniste|nummer)"
_WHO: Final = r"(?:customer|client|user|contact|member|requester|person|visitor|subscriber|shopper|buyer|respondent|patient|asiakas|asiakkaan|käyttäjä|käyttäjän|jäsen|vastaajan|kund|kundens|användare|medlem|lead|mql|profile|account)"
_RECORD: Final = r"(?:order|ticket|case|conversation|thread|chat|issue|request|response|survey response|answer|invoice|deal|booking|reservation|transaction|purchase|opportunity|review|feedback|session|record|submission|tilaus|tilauksen|tiketti|tiketin|tapaus|tapauksen|keskustelu|keskustelun|palaute|palautteen|vastaus|vastauksen|lasku|laskun|varaus|pyyntö|tarjous|ärende|ärendets|beställning|beställnings|svar|svars|faktura|boknings?|offert)"
_OURS: Final = r"(?:agent|assignee|assigned|handler|operator|sales ?rep|sales representative|representative|account manager|owner|staff|employee|advisor|asiakaspalvelija|käsittelijä|käsittelijän|myyjä|myyjän|vastuuhenkilö|vastuuhenkilön|hoitaja|omistaja|asentaja|handläggare|handläggarens|ansvarig|säljare|ägare|resource)"

# Word by word: `name` is in small letters, its words parted by single blanks.
_LINES: Final[list[tuple[Role, str]]] = [
    (Role.UNREAD, r"(?:accepts marketing|receipt number|password.*|ip|ip address|.*fingerprint|user agent|.*\bhash)"),
    (Role.DETAIL, r"(?:has|is|needs|wants|can|allow|via source|original source) .*"),
    (Role.DETAIL, r".*\b(?:updated?|modified|last (?:seen|activity|login|order|purchase)|muokattu|muutettu|päivitetty|ändrad|uppdaterad|senast)\b.*"),
    (Role.TRAIT, r"(?:billing|shipping|customer|home|mailing|contact|company) state"),
    (Role.TRAIT, r".*\b(?:birth|dob|birthday|born|syntymä\w*|födelse\w*|född)\b.*"),
    (Role.DETAIL, r".*\b(?:subtotal|sub total|tax|taxes|vat|shipping cost|shipping total|discount|refund(?:ed)?|outstanding balance|fee|alv|vero|toimituskulut|alennus|moms|frakt|rabatt)\b.*"),
    (Role.DIRECTION, r"(?:direction|author type|sender type|author role|sender role|from type|sent by|suunta|lähettäjän tyyppi|kirjoittajan tyyppi|riktning|avsändartyp|incoming|author)"),
    (Role.DETAIL, rf".*\b{_OURS} (?:e ?mail|id|group|team|phone)\b.*"),
    (Role.ACTOR, rf"(?:.* )?{_OURS}(?: to| by)?(?: name| full name| nimi| namn)?"),
    (Role.ACTOR, r"(?:handled by|answered by|served by|sold by|assigned to|hoitanut|palvellut|vastannut|hanterad av)"),
    (Role.MESSAGE_ID, rf"(?:message|comment|part|reply|note|event|viesti|viestin|kommentti|kommentin|meddelande|tapahtuman|händelse) ?{_NUMBER}"),
    (Role.CUSTOMER_ID, rf"(?:.* )?{_WHO} ?{_NUMBER}|asiakasnumero|asiakasnro|asiakastunnus|jäsennumero|kundnummer|kundnr|kundid|medlemsnummer|.*\bcustomer unique id"),
    (Role.RECORD_ID, rf"{_RECORD} ?{_NUMBER}|{_RECORD} ?{_NUMBER} .*|tilausnumero|tilausnro|tilaustunnus|tikettinumero|palautenumero|palautetunnus|laskunumero|ordernummer|ordernr|beställningsnummer|ärendenummer|ärendenr|fakturanummer|svarsnummer|svarsid|order|ticket|case|case concept name|tilaus|tiketti|ärende|numero|number|nummer|id|tunnus|#"),
    (Role.EMAIL, r"(?:.* )?(?:e ?mail|e ?mail address|mail|mail address|sähköposti|sähköpostiosoite|s posti|sposti|e post|epost|e postadress|epostadress|e postaddress|mejl|mailadress)(?: address| osoite)?"),
    (Role.PHONE, r"(?:.* )?(?:phone|phone number|telephone|telephone number|mobile|mobile phone|mobile phone number|cell|cell phone|tel|tfn|puh|puhelin|puhelinnumero|puhelinnro|matkapuhelin|gsm|telefon|telefonnummer|mobil|mobilnummer|mobiltelefon)"),
    (Role.FIRST_NAME, r"(?:.* )?(?:first ?name|given ?name|forename|fname|etunimi|förnamn)"),
    (Role.LAST_NAME, r"(?:.* )?(?:last ?name|sur ?name|family ?name|lname|sukunimi|efternamn)"),
    (Role.DETAIL, r"(?:company size|number of employees|product name|event name)"),
    (Role.ORGANISATION, r"(?:.* )?(?:company|company name|organi[sz]ation|organi[sz]ation name|account name|account|business name|employer|associated company|yritys|yrityksen nimi|organisaatio|yhtiö|toiminimi|företag|företagsnamn|organisation|bolag|firma)"),
    (Role.DETAIL, r".*\b(?:company|organi[sz]ation) ?id\b.*"),
    (Role.NAME, r"(?:(?:billing|shipping|full|customer|client|requester|contact|respondent|reviewer|passenger|asiakkaan|vastaajan|tilaajan|yhteyshenkilön|kundens|beställarens|koko|lead|user|member|visitor) )?(?:name|nimi|namn)|kokonimi|customer|client|requester|respondent|reviewer|contact|contact person|asiakas|vastaaja|tilaaja|yhteyshenkilö|kund|kontaktperson|beställare|respondent|from name|attendee|author"),
    (Role.DUE_AT, r".*\b(?:due|due at|due date|deadline|estimated delivery|estimated delivery date|expected delivery|expected delivery date|promised|promised delivery|eräpäivä|määräaika|määräpäivä|luvattu|luvattu toimitus\w*|arvioitu toimitus\w*|toimitus viimeistään|förfallodatum|förfaller|utlovad|utlovat|beräknad leverans|senast klart|deadline)\b.*"),
    (Role.DELIVERED_AT, r".*\b(?:delivered|delivered at|delivery date|fulfilled at|delivered customer date|toimitettu|toimituspäivä|toimitusaika|levererad|leveransdatum|levererades)\b.*"),
    (Role.ANSWERED_AT, r"(?:.* )?(?:first (?:response|reply)(?: at| date| timestamp| time)?|first responded at|answered at|replied at|responded at|(?:initial|first) (?:response|reply) time|ensivaste|ensimmäinen vastaus|vastattu|besvarad|första svar|första svaret|statistics first response at|initially assigned at)"),
    (Role.ENDED_AT, r"(?:.* )?(?:solved|resolved|closed|ended|finished|solved at|resolved at|closed at|resolution date|resolved time|closed time|close date|closed date|closing date|end time|ratkaistu|suljettu|päättynyt|päätetty|ratkaisupäivä|sulkemispäivä|löst|stängd|avslutad|stängdes|löstes|avslutsdatum)(?: date| on)?"),
    (Role.TIME, r"(?:.* )?(?:created|created at|created on|created date|create date|creation date|created time|date|date created|date time|datetime|timestamp|time|time stamp|submitted|submitted at|submit date|submission date|order date|ordered at|purchase date|purchase timestamp|purchased at|placed at|received|received at|opened|opened at|started at|occurred at|occurred|happened at|visited at|viewed at|rated at|sent at|when|first contact date|recorded at|aika|aikaleima|pvm|päivä|päivämäärä|päiväys|ajankohta|luotu|luontipäivä|luontiaika|tilattu|tilauspäivä|tilausaika|vastausaika|vastauspäivä|saapunut|saapumisaika|lähetetty|kirjattu|tapahtuma aika|skapad|skapades|datum|tid|tidpunkt|inkommen|inkom|beställd|beställningsdatum|orderdatum|svarsdatum|svarstid|registrerad|skickad|tidsstämpel|skapad den)(?: utc| gmt)?"),
    (Role.CURRENCY, r"(?:.* )?(?:currency|currency code|valuutta|valuta)"),
    (Role.TRAIT, r".*\b(?:city|town|country|region|province|zip|zipcode|zip code|postcode|postal|post code|address|street|language|locale|gender|sex|age|plan|tier|contract|segment|industry|job|position|lifecycle stage|customer type|loyalty|tenure|seniorcitizen|senior citizen|nationality|kaupunki|paikkakunta|maa|postinumero|postitoimipaikka|osoite|katuosoite|kieli|sukupuoli|ikä|toimiala|asiakasryhmä|asiakastyyppi|asema|ort|postort|stad|land|postnummer|adress|gatuadress|språk|kön|ålder|bransch|kundgrupp|kundtyp|befattning)\b.*"),
    (Role.TEXT, r".*\b(?:comment|comments|comment message|feedback|free text|freetext|open answer|verbatim|why|reason for (?:your )?score|review body|review text|reviewbody|review|kommentti|kommentit|avoin palaute|palaute|perustelu|perustelut|miksi|vapaa sana|kommentar|kommentarer|motivering|fritext|återkoppling|varför)\b.*"),
    (Role.RATING, r".*\b(?:rating|ratings|score|nps|csat|ces|stars|star rating|grade|satisfaction|overallrating|overall rating|likelihood|how likely|arvosana|arvio|pisteet|pistemäärä|tyytyväisyys|suositteluhalukkuus|suosittelu|suosittelisitko|tähdet|betyg|poäng|nöjdhet|omdöme|rekommendation|rekommendera|hur troligt|sannolikhet)\b.*"),
    (Role.AMOUNT, r"(?:.* )?(?:amount|total|grand total|total price|order total|total amount|order amount|total sum|price|sum|revenue|value|order value|payment value|total charges|totalcharges|total spent|amount paid|paid|loppusumma|summa|yhteensä|hinta|arvo|maksettu|kokonaishinta|tilaussumma|belopp|pris|totalt|totalsumma|totalbelopp|ordersumma|värde|ordervärde|slutsumma)(?: eur| sek| usd| gbp| sis alv| inkl moms| in company currency)?"),
    (Role.STATUS, r"(?:.* )?(?:status|state|stage|phase|tila|vaihe|tilanne|läge|steg|fas|orderstatus|tilauksen tila)"),
    (Role.EVENT, r"(?:event|event name|event type|activity|activity name|concept name|action|tapahtuma|toiminto|händelse|aktivitet)"),
    (Role.CHANNEL, r"(?:.* )?(?:channel|via|kanava|kanal|contact method|yhteydenottotapa|kontaktsätt|source type|source channel|source|lähde|källa|origin|medium)"),
    (Role.SUBJECT, r"(?:.* )?(?:subject|title|headline|topic|product|lineitem name|item|item name|deal name|review header|header|review title|comment title|page|page title|page url|url|summary|otsikko|aihe|tuote|tuotteet|tarjouksen nimi|sivu|ämne|rubrik|produkt|produkter|sida|affär)"),
    (Role.TEXT, r"(?:.* )?(?:text|message|message body|body|plain body|description|content|note|notes|customer note|answer|response|reason|details|viesti|viestin sisältö|teksti|kuvaus|sisältö|vastaus|huomautus|lisätiedot|meddelande|text|beskrivning|innehåll|svar|anteckning)"),
]  # fmt: skip
_PATTERNS: Final = [(role, re.compile(pattern)) for role, pattern in _LINES]


def words_of(name: str) -> str:
    """A column's name in small letters, its words parted by single blanks: createdAt and created_at are one."""
    parted = re.sub(r"(?<=[a-zåäö0-9])(?=[A-ZÅÄÖ])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name)
    return " ".join(re.sub(r"[^\w#]|_", " ", parted).split()).casefold()


def roles_by_name(name: str) -> list[Role]:
    """What columns so named tell, the likeliest first; empty where the name says nothing."""
    words = words_of(name)
    return list(dict.fromkeys(role for role, pattern in _PATTERNS if pattern.fullmatch(words)))

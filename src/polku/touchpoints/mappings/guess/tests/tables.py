"""Small invented tables as other systems export them, with what each column is by rights.

Every name, address and number is invented. A line of `roles` stands for a column, in their order.
"""

import csv
from dataclasses import dataclass
from typing import Final

from polku.touchpoints.mappings.guess.roles import Role, Shape


@dataclass(frozen=True)
class Told:
    """A table as it is exported, and what it is."""

    name: str
    shape: Shape
    text: str
    roles: str
    delimiter: str = ","

    @property
    def rows(self) -> list[dict[str, str]]:
        """The rows by column; names that are given twice get their place behind them, as the importer does."""
        head, *rows = csv.reader(self.text.strip("\n").splitlines(), delimiter=self.delimiter)
        names = [
            name if name not in head[:place] else f"{name} ({place + 1})" for place, name in enumerate(head)
        ]
        return [dict(zip(names, row, strict=True)) for row in rows]

    @property
    def right(self) -> list[Role]:
        """The roles by rights, column by column."""
        return [Role(role) for role in self.roles.split()]


WOOCOMMERCE: Final = Told(
    "wc-orders-export",
    Shape.ORDER,
    """
Order ID,Order Number,Order Date,Status,Customer Name,Order Total,Order Currency,Billing First Name,Billing Last Name,Billing Email,Billing Phone,Billing City,Payment Method,Shipping Total,Customer Note
1041,1041,2026-03-02 09:12:44,completed,Aino Virtanen,189.90,EUR,Aino,Virtanen,aino.virtanen@posti.example,+358 40 000 0001,Espoo,paytrail,9.90,Please call before delivery if you can
1042,1042,2026-03-02 11:40:03,processing,Onni Laine,24.00,EUR,Onni,Laine,onni.laine@posti.example,+358 40 000 0003,Turku,paytrail,4.90,Leave it at the neighbour's door please
1043,1043,2026-03-03 18:01:59,cancelled,Ville Niemi,312.50,EUR,Ville,Niemi,ville@niemi.example,+358 44 000 0007,Oulu,invoice,9.90,
1044,1044,2026-03-04 07:30:10,refunded,Kerttu Niemi,59.00,EUR,Kerttu,Niemi,kerttu.niemi@posti.example,+358 40 000 0002,Espoo,paytrail,4.90,
1045,1045,2026-03-04 22:15:31,completed,Aino Virtanen,12.90,EUR,Aino,Virtanen,aino.virtanen@posti.example,+358 40 000 0001,Espoo,invoice,4.90,The doorbell does not work so knock
""",
    "record_id detail time status name amount currency first_name last_name email phone trait detail detail text",
)

SHOPIFY: Final = Told(
    "orders_export_1",
    Shape.ORDER,
    """
Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem quantity,Lineitem name,Billing Name,Billing City,Billing Country
#1001,aino@posti.example,paid,2026-01-02 10:01:00 +0200,fulfilled,EUR,80.00,9.90,17.40,89.90,2026-01-02 10:00:00 +0200,1,Filter set,Aino Virtanen,Espoo,FI
#1001,aino@posti.example,,,,,,,,,2026-01-02 10:00:00 +0200,2,Cleaning spray,,,
#1002,onni@posti.example,paid,2026-01-03 08:11:00 +0200,fulfilled,EUR,20.00,4.90,4.80,24.90,2026-01-03 08:10:00 +0200,1,Remote control,Onni Laine,Turku,FI
#1003,ville@niemi.example,refunded,2026-01-05 21:31:00 +0200,unfulfilled,EUR,300.00,0.00,58.10,300.00,2026-01-05 21:30:00 +0200,1,Dehumidifier,Ville Niemi,Oulu,FI
""",
    "record_id email status detail detail currency detail detail detail amount time detail subject name trait trait",
)

FINNISH_SHOP: Final = Told(
    "tilaukset",
    Shape.ORDER,
    """
Tilausnumero;Tilauspäivä;Asiakasnumero;Asiakas;Sähköposti;Puhelin;Tuote;Määrä;Yhteensä;Tila;Arvioitu toimitus;Toimituspäivä
A-2201;2.3.2026 klo 14.30;50017;Aino Virtanen;aino.virtanen@posti.example;040 000 0001;Suodatinsarja;2;1 189,90 €;toimitettu;9.3.2026;8.3.2026
A-2202;3.3.2026 klo 9.05;50018;Onni Laine;onni.laine@posti.example;040 000 0003;Kaukosäädin;1;24,00 €;toimitettu;10.3.2026;12.3.2026
A-2203;14.3.2026 klo 20.15;50019;Ville Niemi;ville@niemi.example;044 000 0007;Kuivain;1;312,50 €;peruttu;21.3.2026;
A-2204;15.3.2026 klo 8.00;50017;Aino Virtanen;aino.virtanen@posti.example;040 000 0001;Suodatin;1;59,00 €;käsittelyssä;22.3.2026;
""",
    "record_id time customer_id name email phone subject detail amount status due_at delivered_at",
    ";",
)

SWEDISH_SHOP: Final = Told(
    "ordrar",
    Shape.ORDER,
    """
Ordernummer;Beställningsdatum;Kundnummer;Förnamn;Efternamn;E-postadress;Mobilnummer;Ort;Ordersumma;Valuta;Orderstatus;Beräknad leverans
SE-301;2026-02-11 08:22;7701;Elsa;Lindqvist;elsa@brev.example;070-000 00 11;Umeå;1 299,00;SEK;levererad;2026-02-18
SE-302;2026-02-11 12:40;7702;Nils;Öberg;nils.oberg@brev.example;070-000 00 12;Luleå;499,50;SEK;skickad;2026-02-19
SE-303;2026-02-12 21:05;7703;Maja;Ekström;maja@brev.example;070-000 00 13;Umeå;89,00;SEK;annullerad;2026-02-20
SE-304;2026-02-13 06:59;7701;Elsa;Lindqvist;elsa@brev.example;070-000 00 11;Umeå;2 450,00;SEK;skickad;2026-02-21
""",
    "record_id time customer_id first_name last_name email phone trait amount currency status due_at",
    ";",
)

ZENDESK: Final = Told(
    "zendesk-tickets",
    Shape.TICKET,
    """
Ticket ID,Subject,Status,Priority,Requester,Requester email,Assignee,Assignee email,Group,Ticket channel,Created at,Updated at,Solved at,Satisfaction Score,Tags
9001,Where is my order?,solved,normal,Aino Virtanen,aino@posti.example,Mikko Lahti,mikko@tuulahdus.example,Support,email,2026-04-01T08:12:00Z,2026-04-02T09:00:00Z,2026-04-02T08:30:00Z,5,delivery
9002,Unit makes a noise,open,high,Onni Laine,onni@posti.example,Sari Lehto,sari@tuulahdus.example,Service,web,2026-04-01T10:40:00Z,2026-04-03T09:00:00Z,,,noise
9003,Invoice twice,solved,low,Ville Niemi,ville@niemi.example,Mikko Lahti,mikko@tuulahdus.example,Billing,chat,2026-04-02T13:05:00Z,2026-04-02T15:00:00Z,2026-04-02T14:45:00Z,2,invoice
9004,Change of address,solved,normal,Kerttu Niemi,kerttu@posti.example,Mikko Lahti,mikko@tuulahdus.example,Support,email,2026-04-03T07:00:00Z,2026-04-03T08:00:00Z,2026-04-03T07:50:00Z,4,address
""",
    "record_id subject status detail name email actor detail detail channel time detail ended_at rating detail",
)

FRESHDESK: Final = Told(
    "tickets-april",
    Shape.TICKET,
    """
Ticket ID,Subject,Status,Priority,Source,Type,Agent,Group,Created time,Due by Time,Resolved time,Initial response time,Full name,Email,Contact ID,Company
501,Pump leaks after service,Closed,High,Phone,Problem,Mikko Lahti,Service,2026-04-01 08:12:00,2026-04-02 08:12:00,2026-04-01 16:00:00,2026-04-01 08:40:00,Aino Virtanen,aino@posti.example,88001,Virtanen Oy
502,How to clean the filter,Open,Low,Email,Question,Sari Lehto,Support,2026-04-01 10:00:00,2026-04-03 10:00:00,,2026-04-01 11:00:00,Onni Laine,onni@posti.example,88002,Laine Ky
503,Wrong invoice was sent,Resolved,Medium,Email,Problem,Mikko Lahti,Billing,2026-04-02 09:30:00,2026-04-04 09:30:00,2026-04-02 12:00:00,2026-04-02 09:55:00,Ville Niemi,ville@niemi.example,88003,Niemi Oy
""",
    "record_id subject status detail channel detail actor detail time due_at ended_at answered_at name email customer_id organisation",
)

CHAT: Final = Told(
    "chat-messages",
    Shape.MESSAGE,
    """
conversation_id,message_id,created_at,author_type,author_name,user_id,email,body
c-1,m-1,1767254400,user,Aino Virtanen,u17,aino@posti.example,Which socket do I need for the outdoor unit?
c-1,m-2,1767254520,admin,Mikko Lahti,u17,aino@posti.example,A 16 A socket by the indoor unit will do.
c-2,m-3,1767255000,user,Onni Laine,u18,onni@posti.example,The remote control shows E5 and nothing happens
c-2,m-4,1767255900,admin,Sari Lehto,u18,onni@posti.example,Please switch it off for ten minutes and try again
""",
    "record_id message_id time direction detail customer_id email text",
)

FINNISH_TICKETS: Final = Told(
    "tiketit",
    Shape.TICKET,
    """
Tiketin numero;Luotu;Asiakkaan nimi;Asiakkaan sähköposti;Aihe;Kuvaus;Tila;Käsittelijä;Kanava;Ensimmäinen vastaus;Ratkaistu
7001;01.04.2026 08:12;Aino Virtanen;aino@posti.example;Toimitus;Missä tilaukseni viipyy, luvattu oli jo maanantai;Ratkaistu;Mikko Lahti;email;01.04.2026 08:40;02.04.2026 10:00
7002;01.04.2026 10:40;Onni Laine;onni@posti.example;Melu;Ulkoyksikkö pitää kovaa ääntä öisin;Avoin;Sari Lehto;phone;01.04.2026 12:00;
7003;14.04.2026 13:05;Ville Niemi;ville@niemi.example;Lasku;Sama lasku tuli kahteen kertaan, mitä teen;Ratkaistu;Mikko Lahti;chat;14.04.2026 13:10;14.04.2026 14:45
""",
    "record_id time name email subject text status actor channel answered_at ended_at",
    ";",
)

NPS_FINNISH: Final = Told(
    "nps-vastaukset",
    Shape.ANSWER,
    """
Vastausaika;Suositteluhalukkuus;Avoin palaute;Vastaajan nimi;Sähköposti;Kieli
1.2.2026 9.00;10;Asentajat olivat ajoissa ja siistejä, kiitos;Aino Virtanen;aino@posti.example;fi
14.2.2026 10.30;3;Kukaan ei kertonut että asennus siirtyy;Kerttu Niemi;kerttu@posti.example;fi
15.2.2026 16.45;8;Toimi hyvin mutta vastausta sai odottaa;Onni Laine;onni@posti.example;fi
16.2.2026 8.10;9;Selkeä opastus ja ystävällinen palvelu;Ville Niemi;ville@niemi.example;fi
""",
    "time rating text name email trait",
    ";",
)

NPS_ENGLISH: Final = Told(
    "survey-responses",
    Shape.ANSWER,
    """
Response ID,Submitted At,How likely are you to recommend us?,What is the main reason for your score?,Email,Country,Touchpoint
r-100,02/13/2026 08:30 AM,9,The installers were on time and tidy up to the last screw,aino@posti.example,FI,installation
r-101,02/14/2026 01:10 PM,2,Nobody told me that the installation had been moved,kerttu@posti.example,FI,installation
r-102,02/20/2026 07:45 PM,7,It worked well but the answer took a while to come,onni@posti.example,FI,support
""",
    "record_id time rating text email trait detail",
)

CSAT_SWEDISH: Final = Told(
    "kundnöjdhet",
    Shape.ANSWER,
    """
Svarsdatum;Ärendenummer;Betyg;Kommentar;Kundens namn;E-post;Handläggare
2026-03-01 10:00;A-17;5;Snabb hjälp och trevligt bemötande hela vägen;Elsa Lindqvist;elsa@brev.example;Karin Berg
2026-03-02 11:30;A-18;2;Fick vänta en vecka och ingen ringde tillbaka;Nils Öberg;nils@brev.example;Karin Berg
2026-03-04 09:15;A-21;4;Bra men lite krångligt att hitta rätt nummer;Maja Ekström;maja@brev.example;Sven Holm
""",
    "time record_id rating text name email actor",
    ";",
)

HUBSPOT_CONTACTS: Final = Told(
    "hubspot-contacts",
    Shape.CONTACT,
    """
Record ID,First Name,Last Name,Email,Phone Number,Company Name,City,Job Title,Lifecycle Stage,Contact owner,Create Date,Last Activity Date
151,Aino,Virtanen,aino@virtanen.example,+358 40 000 0001,Virtanen Oy,Espoo,CEO,Customer,Sari Lehto,2026-01-10 09:00,2026-03-01 10:00
152,Onni,Laine,onni@laine.example,+358 40 000 0003,Laine Ky,Turku,Buyer,Lead,Mikko Lahti,2026-01-11 10:30,2026-03-02 12:00
153,Ville,Niemi,ville@niemi.example,+358 44 000 0007,Niemi Oy,Oulu,Owner,Customer,Sari Lehto,2026-02-01 08:15,2026-03-03 08:00
""",
    "customer_id first_name last_name email phone organisation trait trait trait actor time detail",
)

HUBSPOT_DEALS: Final = Told(
    "hubspot-deals",
    Shape.DEAL,
    """
Deal ID,Deal Name,Deal Stage,Pipeline,Amount,Close Date,Create Date,Deal owner,Associated Company,Associated Contact Email
9001,Heat pump for the office,Closed Won,Sales,8900.00,2026-02-01,2026-01-10,Sari Lehto,Virtanen Oy,aino@virtanen.example
9002,Service contract,Closed Lost,Sales,490.00,2026-02-10,2026-01-12,Mikko Lahti,Laine Ky,onni@laine.example
9003,Two units for the shop,Proposal,Sales,15400.00,2026-04-30,2026-02-20,Sari Lehto,Niemi Oy,ville@niemi.example
""",
    "record_id subject status detail amount ended_at time actor organisation email",
)

LEADS: Final = Told(
    "tarjouspyynnot",
    Shape.LEAD,
    """
Saapunut;Nimi;Sähköposti;Puhelinnumero;Paikkakunta;Viesti;Lähde;Myyjä
2026-01-05T09:12:00+02:00;Aino Virtanen;aino@posti.example;+358400000001;Espoo;Haluaisin tarjouksen ilmalämpöpumpusta omakotitaloon;web;Sari Lehto
2026-01-05T11:00:00+02:00;Onni Laine;onni@posti.example;+358400000003;Turku;Paljonko maksaa kahden laitteen asennus rivitaloon;phone;Mikko Lahti
2026-01-06T16:45:00+02:00;Ville Niemi;ville@niemi.example;+358440000007;Oulu;Voisiko joku soittaa ja kertoa vaihtoehdoista;web;Sari Lehto
""",
    "time name email phone trait text channel actor",
    ";",
)

SPREADSHEET: Final = Told(
    "orders-2026",
    Shape.ORDER,
    """
Order no,Date,Client,E-mail,Product,Price,Sales rep
1,46024.3854166667,Aino Virtanen,aino@posti.example,Filter set,"1,189.90",Sari Lehto
2,46025.5,Onni Laine,onni@posti.example,Remote control,24.00,Mikko Lahti
3,46030.25,Ville Niemi,ville@niemi.example,Dehumidifier,312.50,Sari Lehto
""",
    "record_id time name email subject amount actor",
)

EVENTS: Final = Told(
    "activity-log",
    Shape.EVENT,
    """
timestamp,user_id,email,event,details
1767254400000,u17,aino@posti.example,Signed up,spring campaign
1767258000000,u17,aino@posti.example,Order placed,filter set
1767340800000,u18,onni@posti.example,Ticket created,noise
1767344400000,u17,aino@posti.example,Subscription cancelled,too dear
""",
    "time customer_id email event text",
)

VISITS: Final = Told(
    "pageviews",
    Shape.VISIT,
    """
visited_at,visitor_id,page_url,referrer,country
2026-05-01T10:00:00Z,v-1,https://tuulahdus.example/pumps,https://search.example/,FI
2026-05-01T10:01:00Z,v-1,https://tuulahdus.example/prices,https://tuulahdus.example/pumps,FI
2026-05-01T11:30:00Z,v-2,https://tuulahdus.example/,https://news.example/,SE
""",
    "time customer_id subject detail trait",
)

MEMBERS: Final = Told(
    "asiakasrekisteri",
    Shape.CONTACT,
    """
Asiakasnro;Etunimi;Sukunimi;S-posti;Matkapuhelin;Katuosoite;Postinumero;Postitoimipaikka;Syntymäaika;Asiakasryhmä
50017;Aino;Virtanen;aino@posti.example;0400000001;Kuja 1;02100;Espoo;4.5.1980;kanta
50018;Onni;Laine;onni@posti.example;0400000003;Polku 2;20100;Turku;12.11.1975;uusi
50019;Ville;Niemi;ville@niemi.example;0440000007;Tie 3;90100;Oulu;23.1.1990;kanta
""",
    "customer_id first_name last_name email phone trait trait trait trait trait",
    ";",
)

TABLES: Final = [
    WOOCOMMERCE, SHOPIFY, FINNISH_SHOP, SWEDISH_SHOP, ZENDESK, FRESHDESK, CHAT, FINNISH_TICKETS, NPS_FINNISH,
    NPS_ENGLISH, CSAT_SWEDISH, HUBSPOT_CONTACTS, HUBSPOT_DEALS, LEADS, SPREADSHEET, EVENTS, VISITS, MEMBERS,
]  # fmt: skip

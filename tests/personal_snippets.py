"""Invented snippets of postings: what is personal and must go, and what only looks like it.

Every line is one snippet. ``<...>`` marks what must not survive masking.
"""

E_MAIL = """
Write to <jane.doe@brightmoor.example> before Friday.
Apply: <jobs-berlin@brightmoor.example>
CV to <J.Doe@Brightmoor.Example>, please.
E-mail (<jane_doe@mail.brightmoor.example>) us.
contact <jane-doe+ml@brightmoor.example>.
<jane@brightmoor.example>;<joe@brightmoor.example>
mailto:<jane.doe@brightmoor.example>?subject=Machine%20operator
Questions: mailto:<jane@brightmoor.example>
Bewerbung an <bewerbung.doe@brightmoor.example> senden.
Envoyez votre CV à <jeanne.doe@brightmoor.example>.
Escribe a <juana.doe@brightmoor.example> con tu CV.
Invia il CV a <gianna.doe@brightmoor.example>
Wyślij CV na <janina.doe@brightmoor.example>
Skicka din ansökan till <johanna.doe@brightmoor.example>
Stuur je cv naar <janneke.doe@brightmoor.example>.
お問い合わせは <jane.doe@brightmoor.example> まで
Reach <jane at brightmoor dot com> anytime.
Reach <jane [at] brightmoor [dot] com> anytime.
Reach <jane (at) brightmoor (dot) com> anytime.
Reach <jane{at}brightmoor{dot}io> anytime.
Reach <jane <at> brightmoor <dot> org> anytime.
Reach <jane[at]brightmoor.io> anytime.
Reach <jane(at)brightmoor.co.uk> anytime.
Reach <jane [AT] brightmoor [DOT] ai> anytime.
Reach <JANE AT BRIGHTMOOR DOT COM> anytime.
Reach <jane.doe [at] brightmoor.com> anytime.
Reach <jane.doe@brightmoor [dot] com> anytime.
Schreib an <jane (ät) brightmoor (punkt) de>.
Écris à <jane [arobase] brightmoor.fr>.
Escribe a <jane (arroba) brightmoor (punto) es>.
Contact <jane @ brightmoor.example> directly.
Contact <jane@ brightmoor.example> directly.
Contact <jane @brightmoor.example> directly.
Contact <jane.doe＠brightmoor.example> directly.
Contact <prénom.nom@brightmoor.example> directly.
Contact <müller@brightmoor.example> directly.
Contact <jane.o'doe@brightmoor.example> directly.
Contact <jane@sub.mail.brightmoor.example> directly.
Contact <jane@brightmoor.museum> directly.
Contact <jane@brightmoor.co.uk>, our recruiter.
Contact "<jane@brightmoor.example>" for details.
E-Mail:<jane@brightmoor.example>|Team Berlin
hr=<jane@brightmoor.example>&role=ml
Send a note to <jane%doe@brightmoor.example> today.
Recruiter: Jane (<jane.doe1985@brightmoor.example>)
<jane.doe@brightmoor.example> is the recruiter.
This posting is by <jane.doe@brightmoor.example>
Send work to <founders@brightmoor.example> or to <talent@brightmoor.example>.
Our DPO is at <privacy.doe@brightmoor.example>.
Mail me: <doe@b.io>
Say hi: <jane at brightmoor dot co dot uk>
Say hi: <jane dot doe at brightmoor dot com>
Say hi: <jane.doe at brightmoor dot io>
Say hi: <jane AT brightmoor DOT io>
Say hi: <jane [ at ] brightmoor [ dot ] com>
Say hi: <jane(@)brightmoor.com>
Say hi: <jane[@]brightmoor.com>
Say hi: <first.last@brightmoor.de>!
Say hi: <hello-jane@brightmoor.dev>?
Say hi: <jane@xn--brghtmoor-q9a.de> now
"""
TELEPHONE = """
Jane, <+49 30 5551234>, Berlin
Jane, <+49 (0)30 555-1234>, Berlin
Jane, <+49 (30) 555 1234>, Berlin
Jane, <+49-30-5551234>, Berlin
Jane, <+4930555123412>, Berlin
Jane, <+49 171 5551234>, Berlin
Jane, <+1 212 555 0199>, Berlin
Jane, <+1-212-555-0199>, Berlin
Jane, <+1 (212) 555-0199>, Berlin
Jane, <+1.212.555.0199>, Berlin
Jane, <+12125550199>, Berlin
Call <(212) 555-0199> now.
Call <(212)555-0199> now.
Call <212-555-0199> now.
Call <212.555.0199> now.
Call <212 555 0199> now.
Call <1-800-555-0199> now.
Call <1 800 555 0199> now.
Jane, <+44 20 7946 0958>, Berlin
Jane, <+44 (0) 20 7946 0958>, Berlin
Jane, <+44 7700 900123>, Berlin
Call <020 7946 0958> now.
Call <07700 900123> now.
Jane, <+33 1 23 45 67 89>, Berlin
Jane, <+33 (0)1 23 45 67 89>, Berlin
Call <01 23 45 67 89> now.
Jane, <+34 600 123 456>, Berlin
Jane, <+39 06 1234 5678>, Berlin
Jane, <+41 44 555 12 34>, Berlin
Jane, <+43 1 5551234>, Berlin
Jane, <+31 20 555 1234>, Berlin
Jane, <+32 2 555 12 34>, Berlin
Jane, <+46 8 555 123 45>, Berlin
Jane, <+47 22 55 12 34>, Berlin
Jane, <+45 33 55 12 34>, Berlin
Jane, <+358 9 5551 234>, Berlin
Jane, <+48 22 555 12 34>, Berlin
Jane, <+420 222 555 123>, Berlin
Jane, <+91 98765 43210>, Berlin
Jane, <+91-98765-43210>, Berlin
Jane, <+91 (80) 5551 2345>, Berlin
Jane, <+81 3 5555 1234>, Berlin
Jane, <+82 2 555 1234>, Berlin
Jane, <+86 10 5555 1234>, Berlin
Jane, <+65 6555 1234>, Berlin
Jane, <+61 2 5550 1234>, Berlin
Jane, <+61 (0)412 555 123>, Berlin
Jane, <+55 11 95555-1234>, Berlin
Jane, <+52 55 5555 1234>, Berlin
Jane, <+972 3 555 1234>, Berlin
Jane, <+971 4 555 1234>, Berlin
Jane, <+27 21 555 1234>, Berlin
Jane, <0049 30 5551234>, Berlin
Jane, <0044 20 7946 0958>, Berlin
Tel: <030 5551234>
Tel. <030/5551234>
Tel <(030) 555 1234>
Telefon: <089 12345678>
Telefon <089/12345678>
Telefonnummer <0711 5551234>
Rufnummer: <040-5551234>
Mobil: <0171 5551234>
Handy <0171/5551234>
Durchwahl <030 555 1234>
Fax: <030 5551235>
Tél. <01 23 45 67 89>
Tél : <06 12 34 56 78>
Téléphone <0123456789>
Teléfono: <600 123 456>
Telefono: <06 1234 5678>
Phone: <2125550199>
Phone number: <212 5550199>
phone <212-5550199>
Mobile: <07700900123>
Cell: <212 555 0199>
call us at <2125550199>
call me on <07700 900123>
Text us at <212-555-0199>
text <212 555 0199> for details
SMS to <07700 900123>
WhatsApp: <600123456>
WhatsApp <+34 600 123 456>
Whats App: <0171 5551234>
Phone: <+1 (212) 555-0199 ext. 12>
(T) <+49 30 5551234>
T: <+49 30 5551234>
M: <+44 7700 900123>
Recruiter Jane, <+49 30 5551234>, Berlin
Jane Doe <+1 212 555 0199>.
Jane <(212) 555-0199>, extension 4
Phone:<+49305551234>
電話 <+81 3 5555 1234>
"""
HANDLE = """
See <https://www.linkedin.com/in/jane-doe-77> first.
See <linkedin.com/in/jane-doe> first.
See <https://de.linkedin.com/in/jane-doe-77/> first.
See <http://www.linkedin.com/pub/jane-doe/1/2/3> first.
See <www.linkedin.com/in/jane-doe?trk=x> first.
Ping <https://t.me/janedoe99> first.
Ping <t.me/janedoe99> first.
Ping <https://telegram.me/janedoe99> first.
Chat: <https://wa.me/4917015551234>
Chat: <wa.me/4917015551234?text=hi>
Chat: <https://api.whatsapp.com/send?phone=4917015551234>
Chat: <https://chat.whatsapp.com/AbCdEfGh>
Book <https://calendly.com/jane-doe/30min>
Book <calendly.com/jane-doe>
Find <https://www.facebook.com/profile.php?id=1000555> first.
Find <https://m.me/jane.doe> first.
Find <https://signal.me/#p/+4917015551234> first.
LinkedIn: (<https://www.linkedin.com/in/jane-doe>)
"""
HARMLESS = """
Requisition R-1234567 is open.
Requisition JR-2024-000123 is open.
Req ID: 2024-12345 (full time)
REQ 20240131-77
Job number 4567890123
Job ID 123-4567-890
Posting 7792463003 of board 12
Ref. 0815/4711
Reference: BA-10000-1183912345-S
Vacancy no. 2026.11.004
Kennziffer 2026-11-25-001
Pay: $120,000-150,000 a year
Pay: $120,000 - $150,000 USD
Pay: $120.000 - $150.000
Pay: 120 000 - 150 000 EUR
Pay: 60.000,00 - 80.000,00 €
Pay: €60.000 bis €80.000
Pay: CHF 120'000 - 150'000
Pay: £45,000 to £55,000 per annum
Pay: ₹12,00,000 - ₹18,00,000
Pay: ¥8,000,000 - ¥12,000,000
Pay: 4 500 zł - 6 500 zł
Pay: $25.50 - $31.75 per hour
Pay: 1.234.567,89 EUR in total
Pay band 100000 - 150000
Salary range: 101250 - 135000 - 168750
OTE 200,000 / 250,000
Budget of 1 000 000 000 dollars
Revenue of $1,234,567,890
Posted 2026-01-31
Posted 31.12.2025
Posted 01/31/2026
Posted 31/12/2025 10:30
Starts 2026-01-31T09:30:00Z
Between 2019 and 2023
From 2019-2023
Since 1998, 2004 and 2011
Q3 2025 - Q1 2026
Deadline: 15.03.2026, 23:59
Shift 06:00-14:00, 14:00-22:00
Hours 9.00 - 17.30
Mon-Fri 8:00 - 17:00
Works 24/7 and 365 days
37.5 hours, 40 hours, 38,5 h
Version 1.2.3.4
Python 3.11.7 and 3.12.1
CUDA 12.4, cuDNN 9.1.0.70
Kernel 5.15.0-1053
Node 18.19.1 / npm 10.2.4
Java 8, 11, 17, 21
PostgreSQL 16.2 and MySQL 8.0.36
Terraform 1.7.5, Ansible 2.16.4
GPT-4, GPT-4o, Llama 3.1 405B
Mistral 7B and Mixtral 8x22B
H.264, H.265 and AV1
802.11 a/b/g/n/ac
IEEE 754-2019
RFC 9309 and RFC 2616
ISO 27001:2013 and ISO 9001:2015
ISO/IEC 42001:2023
DIN EN 60601-1
21 CFR Part 11, 820
NIST SP 800-53 and 800-171
SOC 2 Type 2, PCI DSS 4.0
HIPAA, FERPA, GDPR Art. 13
CVE-2024-12345
42 U.S.C. 2000e
E.O. 11246, VEVRAA 4212
10115 Berlin
94103-1234 San Francisco
SW1A 1AA London
75008 Paris
1010 Wien
Suite 1200, 350 5th Avenue, NY 10118
1600 Amphitheatre Pkwy, 94043
Musterstraße 12-14, 80331 München
12 rue de la Paix, 75002 Paris
Building 40-2, floor 3
Room 101.12
Latitude 52.5200, longitude 13.4050
IP 10.0.0.1 and 192.168.178.20
Ports 80, 443, 8080-8090
IPv6 2001:db8::1
MAC 00:1a:2b:3c:4d:5e
401(k) and 403(b)
Series A, B, C: $12M, $45M, $120M
100,000,000 users
1,500+ employees in 30+ countries
1 500 collaborateurs
12.000 Mitarbeitende
500-1000 employees
10-15 years of experience
5+ years with C++ and C#
3-5 years, 2-3 projects
99.99 % uptime
10^9 requests a day
1e6 samples
0.1% - 0.5% equity
20-30 % travel
25 days of holiday
2 x 4 = 8
4 x 10 hour shifts
50 lbs (22.7 kg)
6'2" to 5'10"
220-240 V, 50/60 Hz
2.4 GHz - 5.8 GHz
-20 to +70 degrees
+10 % bonus
+20 000 people
A4 210 x 297 mm
3/4, 7/8 and 15/16 inch
M12x1.5-8
NACE 62.01, NAICS 541512
SIC 7371-7379
ISBN 978-3-16-148410-0
DOI 10.1000/182
arXiv 2401.12345
EU 2016/679 applies
EIN 12-3456789
HRB 123456 B
VAT DE123456789
DUNS 15-048-3782
WKN 840400
SHA 3b5d5c3712955042212316173ccf37be
UUID d14a8ede-5d8f-45ca-9104-5bafc3a370d5
Model XR-500-1200-B
Part 1234-5678-9012
SKU 100-200-300
https://brightmoor.example/jobs/4567890123
https://brightmoor.example/jobs?gh_jid=4567890123
https://jobs.brightmoor.example/o/operator-212-555
https://www.linkedin.com/company/brightmoor
https://www.linkedin.com/jobs/view/3812345678
https://github.com/brightmoor/tool
https://x.com/brightmoor
https://www.facebook.com/brightmoor
@channel in Slack
@brightmoor on X
meet @ 5.30 pm
@ home and @ work
work at scale
at the dot of five
look at brightmoor dot matrix printers
good at Python and at SQL
$ at the top of the market
users at example sites
React@18, vue@3.4.21
npm i @scope/pkg@1.2.3
docker pull repo@sha256:3b5d5c37
user@host notation in SSH
precision@10 and recall@100
F1@0.5 IoU
Top@K ranking
int8@224x224
"""


def snippets(block):
    return [line for line in block.split("\n") if line]

"""Titles of kinds of work that labelled postings rarely show, written for the fit of functions."""

from __future__ import annotations

_TITLES = {
    "trades": """security guard; security officer; warehouse worker; warehouse associate; forklift
        operator; truck driver; delivery driver; bus driver; cdl driver; chauffeur; electrician;
        plumber; carpenter; welder; machinist; cnc operator; machine operator; production
        operator; assembler; assembly technician; mechanic; automotive technician; diesel
        mechanic; hvac technician; maintenance technician; field service technician; gardener;
        landscaper; lawn care crew member; cleaner; janitor; custodian; housekeeper; room
        attendant; cook; line cook; chef; sous chef; barista; bartender; waiter; server; dishwasher;
        food service worker; cashier; store associate; stocker; picker packer; roofer; painter;
        construction worker; labourer; installer; solar installer; cable worker; firefighter;
        police officer; correctional officer; lifeguard; flight attendant; pilot; crane operator;
        farm worker; butcher; baker; seamstress; hairdresser; barber; driver guide; optician;
        nanny; valet; porter; equipment operator; refuse collector; tower climber""",
    "health": """registered nurse; nurse practitioner; licensed practical nurse; staff nurse;
        charge nurse; rn case manager; physician; family physician; physician assistant; surgeon;
        anesthesiologist; psychiatrist; psychologist; clinical psychologist; therapist; physical
        therapist; occupational therapist; speech language pathologist; respiratory therapist;
        behavior technician; behavior analyst bcba; licensed clinical social worker; mental health
        counselor; dietitian; nutritionist; pharmacist; pharmacy technician; dentist; dental
        hygienist; dental assistant; medical assistant; certified nursing assistant; caregiver;
        home health aide; care assistant; support worker; midwife; paramedic; emt; radiologist;
        radiology technologist; sonographer; phlebotomist; veterinarian; veterinary technician;
        optometrist; endocrinologist; cardiologist; dermatologist; oncologist; health officer;
        medical doctor; telehealth clinician; hospitalist; audiologist; chiropractor""",
    "education": """teacher; elementary teacher; mathematics teacher; english teacher; preschool
        teacher; special education teacher; substitute teacher; teaching assistant; lecturer;
        senior lecturer; sessional lecturer; adjunct instructor; assistant professor; associate
        professor; professor of practice; faculty position; tutor; online tutor; maths tutor;
        instructor; coding instructor; data science instructor; bootcamp instructor; mentor;
        school principal; paraprofessional; academic coach; curriculum instructor; librarian;
        course instructor; swim instructor; yoga instructor; early childhood educator; sessional
        lecturer in statistics; visiting assistant professor; clinical instructor""",
    "legal": """lawyer; attorney; associate attorney; staff attorney; litigation associate; legal
        counsel; general counsel; corporate counsel; commercial counsel; product counsel; privacy
        counsel; employment counsel; deputy general counsel; paralegal; legal assistant; legal
        secretary; contracts manager; contract specialist; compliance officer; chief compliance
        officer; compliance analyst; compliance manager; aml analyst; kyc analyst; bsa officer;
        risk manager; risk analyst; operational risk officer; regulatory affairs manager;
        regulatory counsel; policy analyst; public policy manager; data protection officer;
        privacy analyst; company secretary; patent attorney; patent agent; ip counsel; legal
        operations manager; conveyancer; notary; solicitor; ethics officer; internal controls
        and compliance; trust and safety policy manager; governance risk and compliance analyst;
        fraud investigator; sanctions compliance; credit risk manager; model risk manager""",
    "people": """recruiter; technical recruiter; senior recruiter; talent acquisition partner;
        talent acquisition manager; talent sourcer; head of talent; people operations manager;
        people partner; hr business partner; hr manager; hr generalist; hr coordinator; hr
        assistant; human resources director; chief people officer; compensation analyst; total
        rewards manager; benefits specialist; payroll and hr specialist; learning and development
        manager; training specialist; corporate trainer; employee experience manager; people
        analytics partner; diversity and inclusion lead; onboarding specialist; employee relations
        manager; campus recruiter; executive recruiter; workplace and people coordinator""",
    "finance": """accountant; staff accountant; senior accountant; tax accountant; tax manager;
        financial analyst; finance manager; financial controller; fp&a manager; chief financial
        officer; vp finance; accounts payable specialist; accounts receivable clerk; bookkeeper;
        auditor; internal auditor; treasury analyst; treasurer; payroll specialist; billing
        specialist; investment analyst; investment banking associate; private equity associate;
        portfolio manager; trader; underwriter; credit analyst; loan officer; revenue accountant;
        cost accountant; actuary; actuarial analyst; equity research analyst; collections manager;
        revenue cycle manager; fund accountant; procurement finance partner; finance intern""",
    "other": """general application; open application; spontaneous application; talent community;
        join our talent community; future opportunities; don't see your role; multiple roles;
        multiple positions; various positions; internship program; interpreter; translator;
        medical interpreter; social worker; child and family social worker; case worker; audio
        engineer; musician; actor; voice actor; voice artist; athlete; clergy; pastor; chaplain;
        volunteer; artist in residence; photographer; model; fellowship program; talent pool""",
    "operations": """office manager; executive assistant; administrative assistant; operations
        manager; operations associate; chief of staff; chief operating officer; project manager;
        program manager; technical program manager; business operations associate; supply chain
        manager; procurement specialist; buyer; logistics coordinator; facilities manager; data
        entry clerk; receptionist; scrum master; city manager; branch manager; store manager;
        virtual assistant; project coordinator; production planner; inventory manager; clerk;
        event coordinator; secretary; general manager; business analyst; founder in residence""",
    "research": """postdoctoral researcher; postdoctoral fellow; phd student; doctoral researcher;
        research scientist; research associate; research assistant; research fellow; research
        intern; staff scientist; principal scientist; applied scientist; research technician; lab
        technician; chemist; biologist; bioinformatics scientist; statistician; economist; survey
        researcher; research coordinator; quantitative researcher; research analyst; clinical
        research associate; scientist immunology; epidemiologist; biostatistician; physicist""",
    "product": """product manager; senior product manager; group product manager; head of product;
        chief product officer; product owner; product designer; ux designer; ui designer; ux
        researcher; user researcher; design lead; head of design; interaction designer; service
        designer; industrial designer; graphic designer; visual designer; product analyst;
        product operations manager; content designer; ux writer; game designer; design director""",
}

EXAMPLE_TITLES = {
    kind: tuple(" ".join(title.split()) for title in titles.split(";"))
    for kind, titles in _TITLES.items()
}
"""Function to titles, none of them taken from a posting."""

//! The cast of the demo and what they say.

/// The password of everybody in the demo.
pub const PASSWORD: &str = "parlance-demo";

/// Somebody to sign in as.
#[derive(Debug)]
pub struct DemoAccount {
    pub email: &'static str,
    pub name: &'static str,
    pub about: &'static str,
}

/// Offered on the sign-in page.
pub const ACCOUNTS: [DemoAccount; 5] = [
    DemoAccount { email: "clara@example.com", name: "Clara Winter", about: "client with two open jobs" },
    DemoAccount { email: "noor@example.com", name: "Noor Haddad", about: "client without a job" },
    DemoAccount { email: "felix@example.com", name: "Felix Okafor", about: "freelancer" },
    DemoAccount { email: "dana@example.com", name: "Dana Ilic", about: "freelancer who also posted a job" },
    DemoAccount { email: "sam@example.com", name: "Sam Rivera", about: "admin" },
];

pub(super) struct Person {
    pub email: &'static str,
    pub name: &'static str,
    /// Whoever has one offers work.
    pub headline: Option<&'static str>,
    pub admin: bool,
    /// Chosen, so that looking at the demo in one browser does not put everybody in one place.
    pub time_zone: Option<&'static str>,
}

const fn client(email: &'static str, name: &'static str) -> Person {
    Person { email, name, headline: None, admin: false, time_zone: None }
}

const fn freelancer(email: &'static str, name: &'static str, headline: &'static str) -> Person {
    Person { email, name, headline: Some(headline), admin: false, time_zone: None }
}

impl Person {
    const fn in_zone(self, time_zone: &'static str) -> Person {
        Person { time_zone: Some(time_zone), ..self }
    }
}

pub(super) const PEOPLE: &[Person] = &[
    client("clara@example.com", "Clara Winter").in_zone("Europe/Berlin"),
    client("noor@example.com", "Noor Haddad").in_zone("Asia/Beirut"),
    freelancer("felix@example.com", "Felix Okafor", "Illustrator for books and magazines")
        .in_zone("Europe/London"),
    freelancer("dana@example.com", "Dana Ilic", "Editor and fact checker, English and Serbian")
        .in_zone("Europe/Belgrade"),
    Person { admin: true, ..client("sam@example.com", "Sam Rivera") },
    client("marc@example.com", "Marc Lefèvre").in_zone("Europe/Paris"),
    freelancer("ines@example.com", "Inês Carvalho", "Brand designer: names, marks, type")
        .in_zone("Europe/Lisbon"),
    freelancer("yuki@example.com", "Yuki Tanaka", "Front-end developer who cares about forms")
        .in_zone("Asia/Tokyo"),
    freelancer("oleg@example.com", "Oleg Marchenko", "Data analyst, surveys and small statistics")
        .in_zone("Europe/Kyiv"),
    freelancer("amara@example.com", "Amara Diallo", "Voice artist, French and Wolof").in_zone("Africa/Dakar"),
    freelancer("tomas@example.com", "Tomáš Novák", "Translator, Czech and German, legal texts")
        .in_zone("Europe/Prague"),
    freelancer("priya@example.com", "Priya Raman", "Bookkeeper for one-person companies")
        .in_zone("Asia/Kolkata"),
    freelancer("lena@example.com", "Lena Fischer", "Photographer: food and quiet rooms"),
    freelancer("joao@example.com", "João Azevedo", "Motion designer, short explainers")
        .in_zone("America/Sao_Paulo"),
    freelancer("hannah@example.com", "Hannah Cohen", "Technical writer, APIs and handbooks")
        .in_zone("Asia/Jerusalem"),
];

pub(super) struct Posted {
    pub client: &'static str,
    pub title: &'static str,
    pub description: &'static str,
    pub closed: bool,
}

const BRAND: &str = "Name and mark for a bakery";
const CALENDAR: &str = "Illustrations for a bread calendar";

pub(super) const JOBS: &[Posted] = &[
    Posted {
        client: "clara@example.com",
        title: "Labels for last year's jam",
        description: "Six small labels, printed on kraft paper. Done and delivered.",
        closed: true,
    },
    Posted {
        client: "clara@example.com",
        title: BRAND,
        description: "A bakery opens in an old pharmacy in May. It needs a name that people can say on the telephone, \
            and a mark that works as a stamp on paper bags.\n\nThree directions first, then one of them worked out.",
        closed: false,
    },
    Posted {
        client: "clara@example.com",
        title: CALENDAR,
        description: "Twelve drawings, one a month, of bread and what grows when it is baked. Ink or gouache, no gradients. \
            Printed at 30 × 40 cm.",
        closed: false,
    },
    Posted {
        client: "dana@example.com",
        title: "Website for an editing practice",
        description: "One page, fast, readable without scripts, with a form that does not lose what people type.",
        closed: false,
    },
    Posted {
        client: "marc@example.com",
        title: "Voice for a museum guide",
        description: "Forty short texts in French, warm and unhurried. Recording at home is fine if the room is quiet.",
        closed: false,
    },
    Posted {
        client: "marc@example.com",
        title: "Translate a rental contract",
        description: "Czech to German, eleven pages, certified.",
        closed: false,
    },
];

pub(super) struct Talk {
    pub client: &'static str,
    pub freelancer: &'static str,
    pub job: &'static str,
    pub invitation: &'static str,
    /// From the client?, minutes after the line before, the line.
    pub lines: &'static [(bool, u64, &'static str)],
}

pub(super) const TALKS: &[Talk] = &[SHORT, LIVELY];

const LIVELY: Talk = Talk {
    client: "clara@example.com",
    freelancer: "ines@example.com",
    job: BRAND,
    invitation: "Hello Inês, your marks for the two cafés in Porto are why I am writing. We are opening a bakery in a \
        former pharmacy and have neither a name nor a mark. Would you like to think about both?",
    lines: &[
        (false, 4, "Hello Clara, a bakery in a pharmacy, that is a gift. Yes, gladly."),
        (false, 1, "Before I start: who comes in on a Tuesday morning?"),
        (
            true,
            9,
            "Mostly people from the street: two schools, a workshop for violins, many who are over sixty. They come for the rye.",
        ),
        (
            true,
            2,
            "And they all call us \"the pharmacy\" already, which we have not decided whether to fight.",
        ),
        (false, 6, "I would not fight it. People only give names to places they like."),
        (
            false,
            3,
            "Three directions then:\n\n1. Keep the word and own it.\n2. The owner's name, plain, as on a brass plate.\n3. Something from the drawers: the old labels must be wonderful.",
        ),
        (
            true,
            21,
            "The drawers are still here! Sixty of them, with enamel labels. Radix, Flores, Folia. My mother-in-law wants the one that says Opium for the till.",
        ),
        (false, 4, "She is right, of course."),
        (false, 2, "Radix is good though. Short, easy to say, and it is where bread begins."),
        (
            true,
            12,
            "I said it aloud to the baker. He said it again on the phone to the flour mill and nobody asked him to spell it.",
        ),
        (true, 1, "So that one stays in the race."),
        (
            false,
            900,
            "Good morning. I drew all three overnight. The stamp test: at 3 cm on a brown bag, Radix stays readable, the brass plate fills up.",
        ),
        (
            true,
            35,
            "That settles more than it seems. Can the mark live without the word? For the rye, we only have room for a thumb's width.",
        ),
        (false, 8, "Yes: the R with the root. I will send it at 12 mm."),
        (true, 3, "Then please work that one out. What do you need from me?"),
        (
            false,
            5,
            "The sizes of the bags, and a photograph of the enamel labels in daylight, please, straight on.",
        ),
        (true, 240, "Bags: 18 × 30 and 24 × 40 cm. The photographs tomorrow, when the sun is on that side."),
        (false, 11, "Perfect. I will keep Thursday free for it."),
        (
            true,
            1100,
            "It was worth waiting for the light. You will see: the F of Flores has a leaf in it that nobody ever noticed.",
        ),
        (false, 14, "I noticed it the moment you said drawers. See you on Thursday."),
    ],
};

const SHORT: Talk = Talk {
    client: "clara@example.com",
    freelancer: "lena@example.com",
    job: CALENDAR,
    invitation: "Hello Lena, the calendar needs a photograph for its back: the oven door, early, with flour in the air.",
    lines: &[
        (false, 18, "Hello Clara, I like getting up for that. Is half past four early enough?"),
        (true, 7, "The baker says four, and that he will not pose."),
        (false, 2, "Nobody should. I bring one lamp and stand behind the flour."),
    ],
};

pub(super) const DECLINED: (&str, &str, &str, &str) = (
    "clara@example.com",
    "priya@example.com",
    BRAND,
    "Hello Priya, would you keep the books of a bakery from May on? It would begin with finding out where the receipts are.",
);

/// Client, freelancer, job, text.
pub(super) const INVITED: &[(&str, &str, &str, &str)] = &[
    (
        "clara@example.com",
        "joao@example.com",
        CALENDAR,
        "Olá João, could one of the twelve drawings move? It would be the one for May, on the bakery's door.",
    ),
    (
        "marc@example.com",
        "amara@example.com",
        "Voice for a museum guide",
        "Bonjour Amara, I heard your reading of Mariama Bâ. Would forty short museum texts tempt you?",
    ),
    (
        "marc@example.com",
        "tomas@example.com",
        "Translate a rental contract",
        "Eleven pages, certified, no hurry before the 12th. Could you look at the annex first?",
    ),
    (
        "dana@example.com",
        "yuki@example.com",
        "Website for an editing practice",
        "I saw the form you made for the library. I would like one that is as calm.",
    ),
];

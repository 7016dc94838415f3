//! What was edited away or taken back is out of everybody's reach (A07): no route, no frame and no resumed
//! tab gives it to either side, though the log keeps it. Mails that were on their way have their own test.

use super::access::{ask, samples};
use super::amendments::{on_both, talk};
use super::harness::{Client, Engine, Socket, reply};
use super::places::Talk;
use super::stage::Subject;
use serde_json::{Value, json};

on_both!(
    what_was_edited_away_or_taken_back_is_reachable_through_no_route_and_no_frame,
    the_frames_of_a_change_hold_nothing_of_what_it_took_away,
);

/// Words that were said and are gone, and words that stand.
const GONE: [&str; 6] =
    ["wren-edited-away", "wren-twice", "wren-removed", "wren-quoted", "wren-last", "wren-file"];
const STANDING: [&str; 2] = ["robin-instead", "robin-untouched"];

/// What the two have said, by number.
struct Said {
    edited: i64,
    twice: i64,
    removed: i64,
    quoted: i64,
    last: i64,
    /// A file of what is removed.
    file: String,
}

async fn say_all(talk: &Talk) -> Said {
    let edited = talk.say(&talk.clara, GONE[0]).await;
    let twice = talk.say(&talk.felix, GONE[1]).await;
    // A file called so, and with nothing else in it.
    let upload = format!("{}/files?name={}.csv", talk.conversation(), GONE[5]);
    let file = talk.clara.post(&upload, json!(GONE[5])).await.ok()["id"].as_str().expect("an id").to_owned();
    let with_file = json!({"text": GONE[2], "files": [file]});
    let removed = talk.clara.post(&talk.messages(), with_file).await.ok()["seq"].as_i64().expect("a number");
    let quoted = talk.say(&talk.clara, GONE[3]).await;
    talk.say(&talk.clara, STANDING[1]).await;
    for seq in [edited, twice, removed, quoted] {
        talk.felix.put(&talk.reaction(seq, "👍"), json!({})).await.ok();
        talk.clara.post(&talk.messages(), json!({"text": "As was said", "quote": seq})).await.ok();
    }
    let last = talk.say(&talk.felix, GONE[4]).await;
    Said { edited, twice, removed, quoted, last, file }
}

/// What takes all of it away, in every way that there is: whose message, which, its new text if it gets
/// one, and the word that is gone after.
type Taking<'a> = (&'a Client, i64, Option<&'static str>, Option<&'static str>);

fn takings<'a>(talk: &'a Talk, said: &Said) -> [Taking<'a>; 6] {
    [
        (&talk.clara, said.edited, Some(STANDING[0]), Some(GONE[0])),
        // Edited first: neither the first text nor the second is left.
        (&talk.felix, said.twice, Some("wren-twice, edited"), None),
        (&talk.felix, said.twice, None, Some(GONE[1])),
        (&talk.clara, said.removed, None, Some(GONE[2])),
        (&talk.clara, said.quoted, None, Some(GONE[3])),
        (&talk.felix, said.last, None, Some(GONE[4])),
    ]
}

/// Does one of them; the number of the entry that says so.
async fn take_back(talk: &Talk, (author, seq, text, _): Taking<'_>) -> i64 {
    let method = if text.is_some() { "PUT" } else { "DELETE" };
    let body = text.map(|text| json!({"text": text}));
    let done = author.send(method, &talk.message(seq), body, None).await.ok();
    done["last"].as_i64().expect("a number")
}

/// Everything that every route with GET of the description tells somebody, the log in pieces of each size.
async fn reachable(talk: &Talk, said: &Said, by: &Client) -> String {
    let subject = Subject {
        job: talk.invited.job.clone(),
        freelancer: talk.felix.id.clone(),
        conversation: talk.invited.conversation.clone(),
        invitation: talk.invited.invitation.clone(),
        said: (1, 1),
        point: 1,
        file: said.file.clone(),
        proposal: talk.felix.id.clone(),
        contract: talk.felix.id.clone(),
    };
    let mut all = String::new();
    let asked = samples(&subject, &talk.felix.id).into_iter();
    let asked = asked.filter(|sample| sample.method == "GET" && sample.path.starts_with("/api/v1/"));
    for sample in asked.filter(|sample| sample.path != "/api/v1/openapi.json") {
        all.push_str(&ask(by, &sample).await.1);
    }
    for seq in 0..=talk.last_seq().await + 1 {
        for limit in [1, 3, 100] {
            for way in ["after", "before"] {
                let path = format!("{}?{way}={seq}&limit={limit}", talk.entries());
                all.push_str(&by.get(&path).await.ok().to_string());
            }
        }
    }
    all
}

/// Everything that a new tab is told, whatever it says it has loaded.
async fn resumed(talk: &Talk, by: &Client) -> String {
    let view = by.get(&talk.entries()).await.ok()["view"].as_i64().expect("a number");
    let mut socket = by.bare_socket().await.expect("a socket");
    let mut all = String::new();
    for seq in 0..=talk.last_seq().await {
        socket.resume(None, &[(&talk.invited.conversation, seq, view)]).await;
        let frame = loop {
            let frame = socket.next().await;
            all.push_str(&frame.to_string());
            if frame["conversation"] == talk.invited.conversation.as_str() {
                break frame;
            }
        };
        assert_eq!((&frame["type"], &frame["after"]), (&json!("entries"), &json!(seq)), "{frame}");
    }
    all
}

#[track_caller]
fn nothing_gone(text: &str, what: &str) {
    let found: Vec<_> = GONE.iter().filter(|word| text.contains(**word)).collect();
    assert!(found.is_empty(), "{what} tells {found:?}");
}

async fn what_was_edited_away_or_taken_back_is_reachable_through_no_route_and_no_frame(engine: Engine) {
    let talk = talk(engine).await;
    let said = say_all(&talk).await;
    // Proposed as points that wait, by their authors and by the other.
    for (by, seq) in [(&talk.clara, said.edited), (&talk.clara, said.twice), (&talk.felix, said.removed)] {
        by.post(&talk.points(), json!({"message": seq})).await.ok();
    }
    talk.felix.post(&talk.points(), json!({"message": said.last})).await.ok();
    for person in [&talk.clara, &talk.felix] {
        for all in [reachable(&talk, &said, person).await, resumed(&talk, person).await] {
            // A word that is nowhere would prove nothing by being absent afterwards.
            assert!(GONE.iter().all(|word| all.contains(word)), "all of it was there to be read");
        }
        let row = person.get("/conversations").await.ok().to_string();
        assert!(row.contains(GONE[4]), "the inbox shows what was said last: {row}");
    }
    for taking in takings(&talk, &said) {
        take_back(&talk, taking).await;
    }
    talk.server.settle().await;
    for person in [&talk.clara, &talk.felix] {
        for all in [reachable(&talk, &said, person).await, resumed(&talk, person).await] {
            nothing_gone(&all, "a route or a new tab");
            assert!(STANDING.iter().all(|word| all.contains(word)), "what stands is still there to be read");
        }
    }
    // The mails went out after all of it: they tell what stands.
    let mails = reply(talk.server.stranger().request("GET", "/demo/mail.json")).await.ok().to_string();
    assert!(mails.contains(STANDING[1]), "what stands was mailed: {mails}");
    nothing_gone(&mails, "a mail");
    // Nor does it come back with the job.
    talk.clara.put(&talk.closure(), json!({})).await.ok();
    talk.server.settle().await;
    talk.clara.delete(&talk.closure()).await.ok();
    talk.server.settle().await;
    for person in [&talk.clara, &talk.felix] {
        nothing_gone(&reachable(&talk, &said, person).await, "a route, after the job was re-opened,");
    }
}

/// Everything that a tab hears up to and with the entry numbered `seq`.
async fn heard(socket: &mut Socket, seq: i64) -> String {
    let mut all = String::new();
    loop {
        let frame = socket.next().await;
        all.push_str(&frame.to_string());
        if frame["type"] == "entries" && frame["last"].as_i64() >= Some(seq) {
            return all;
        }
    }
}

async fn the_frames_of_a_change_hold_nothing_of_what_it_took_away(engine: Engine) {
    let talk = talk(engine).await;
    let mut tabs = [talk.clara.socket().await, talk.felix.socket().await];
    let said = say_all(&talk).await;
    for tab in &mut tabs {
        let before = heard(tab, said.last).await;
        assert!(GONE.iter().all(|word| before.contains(word)), "the tab heard all of it");
    }
    for taking in takings(&talk, &said) {
        let done = take_back(&talk, taking).await;
        for tab in &mut tabs {
            let frames = heard(tab, done).await;
            assert!(frames.contains(taking.2.unwrap_or("removed")), "{frames}");
            assert!(taking.3.is_none_or(|word| !frames.contains(word)), "{frames}");
        }
    }
    // Whatever happens around what is gone, nothing of it is told again.
    talk.clara.put(&talk.reaction(said.edited, "🎉"), json!({})).await.ok();
    let quoting = json!({"text": "As was said", "quote": said.edited});
    talk.felix.post(&talk.messages(), quoting).await.ok();
    talk.felix.put(&format!("{}/read", talk.conversation()), json!({"seq": 9999})).await.ok();
    talk.clara.patch("/me", json!({"name": "Clara Sommer"})).await.ok();
    let end = talk.say(&talk.clara, "That is all").await;
    for tab in &mut tabs {
        let mut all = heard(tab, end).await;
        all.push_str(&Value::from(tab.drain().await).to_string());
        nothing_gone(&all, "a frame");
    }
}

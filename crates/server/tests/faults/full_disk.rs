//! A disk that runs full under the database and under the files: whoever writes hears it, whoever reads
//! notices nothing, nothing that was acknowledged is lost, and once there is room everything goes on.

use super::alone;
use super::by_size;
use super::checker::{Logs, Wrong};
use super::load::{Outcome, Sent, Writer, write_until};
use super::program::{Ground, Program, bare_command};
use super::town::{Town, open};
use parlance_store::engine::{Lock, Sql};
use parlance_store::{Store, StoreConfig};
use parlance_testing::SmallDisk;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, Instant};
use uuid::Uuid;

const SIZE: u64 = 64 * 1024 * 1024;
/// How soon it must write again once there is room.
const BACK_WITHIN: Duration = Duration::from_secs(10);
/// How soon it must notice that there is none: each send takes some of what was left.
const NOTICED_WITHIN: Duration = Duration::from_secs(60);
/// A page of a tmpfs.
const PAGE: u64 = 4096;

static INTEGRITY: Sql = Sql::new("PRAGMA integrity_check", Lock::None);

/// A town whose files lie on a small disk, and its database, too, or on the large one.
struct Island {
    disk: Arc<SmallDisk>,
    town: Arc<Town>,
    ground: Ground,
    /// Where the database lies: on the small disk, if nothing is said.
    url: Option<String>,
}

impl Island {
    fn settle() -> Island {
        let seed = Ground::sqlite();
        let store = open(&seed.url);
        let town = Arc::new(Town::build(&store, 4, 4));
        super::aside(|| store.close());
        let disk = Arc::new(SmallDisk::of(SIZE));
        for entry in std::fs::read_dir(seed.data()).expect("the seed stands") {
            let entry = entry.expect("an entry");
            std::fs::copy(entry.path(), disk.seen().join(entry.file_name())).expect("there is room");
        }
        Island { disk, town, ground: seed, url: None }
    }

    /// The same with the database elsewhere.
    fn with_database_ashore() -> Island {
        let island = Island::settle();
        Island { url: Some(island.ground.url.clone()), ..island }
    }

    fn serve(&self) -> Program {
        let mut command = self.disk.command(env!("CARGO_BIN_EXE_parlance"));
        command
            .arg("serve")
            .current_dir("/")
            .env("PARLANCE_LOG_FORMAT", "json")
            .env("PARLANCE_DATA", self.disk.path())
            .env("PARLANCE_LISTEN", "127.0.0.1:0")
            .env("PARLANCE_SENDS_PER_MINUTE", "100000000")
            .env("PARLANCE_SENDS_BURST", "1000000");
        if let Some(url) = &self.url {
            command.env("PARLANCE_DATABASE_URL", url);
        }
        for (name, _) in bare_command(&[]).get_envs().filter(|(_, value)| value.is_none()) {
            command.env_remove(name);
        }
        Program::start(command)
    }

    fn writer(&self, at: &Program) -> Writer {
        Writer::new(at.address, &self.town.clients[0].token)
    }

    /// A talk of the first client.
    fn talk(&self) -> usize {
        self.town.talks.iter().position(|talk| talk.client == 0).expect("the first client talks")
    }

    /// One message, noted like those of the load; the answer.
    async fn say(&self, writer: &Writer, sent: &mut Vec<Sent>) -> (u16, Value) {
        let (talk, key, invoked) = (self.talk(), Uuid::new_v4(), Instant::now());
        let path = format!("/api/v1/conversations/{}/messages", self.town.talks[talk].id);
        let request = writer.request("POST", &path).header("idempotency-key", key.to_string());
        let text = key.to_string();
        let reply = request.json(&json!({"text": text})).send().await.expect("the server answers");
        let status = reply.status().as_u16();
        let body: Value = reply.json().await.expect("JSON");
        let outcome = match body["seq"].as_i64() {
            Some(seq) => Outcome::Acknowledged { seq, at: Instant::now() },
            None => Outcome::Unknown,
        };
        sent.push(Sent { talk, token: writer.token.clone(), key, text, invoked, outcome });
        (status, body)
    }

    /// How many files lie where files lie, whole or begun.
    fn files(&self) -> usize {
        let shelves = std::fs::read_dir(self.disk.seen().join("files")).expect("the folder stands");
        let files = |shelf: std::io::Result<std::fs::DirEntry>| {
            std::fs::read_dir(shelf.expect("an entry").path()).expect("a folder").count()
        };
        shelves.map(files).sum()
    }

    /// An upload of this many bytes.
    async fn upload(&self, writer: &Writer, length: usize) -> (u16, Value) {
        let id = self.town.talks[self.talk()].id;
        let request = writer.request("POST", &format!("/api/v1/conversations/{id}/files?name=table.csv"));
        let request = request.header("idempotency-key", Uuid::new_v4().to_string());
        let bytes: Vec<u8> = b"a,b\n".iter().copied().cycle().take(length).collect();
        let reply = request.body(bytes).send().await.expect("the server answers");
        (reply.status().as_u16(), reply.json().await.expect("JSON"))
    }

    fn integrity(&self) -> Vec<String> {
        let copy = tempfile::TempDir::new().expect("a temporary folder");
        for name in ["parlance.db", "parlance.db-wal"] {
            let from = self.disk.seen().join(name);
            if from.exists() {
                std::fs::copy(from, copy.path().join(name)).expect("a copy");
            }
        }
        let url = format!("sqlite:{}", copy.path().join("parlance.db").display());
        super::aside(|| {
            let store = Store::open(StoreConfig::from_url(&url).expect("an address")).expect("it opens");
            let said = store.read_blocking(|tx| tx.query(&INTEGRITY, &[], |row| row.get_text(0)));
            store.close();
            said.expect("it can be asked")
        })
    }
}

/// Everything that reads, while nothing can be written.
async fn reads(island: &Island, writer: &Writer) {
    let id = island.town.talks[island.talk()].id;
    for path in
        ["/me", "/conversations", "/jobs", "/search?q=room", &format!("/conversations/{id}/entries?limit=50")]
    {
        let (status, body) = writer.ask("GET", path).await.expect("the server answers");
        assert_eq!(status, 200, "{path}: {body}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_full_disk_writes_are_refused_reads_go_on_and_nothing_acknowledged_is_lost() {
    let _turn = alone().await;
    let island = Island::settle();
    let (mut logs, mut wrong, mut sent) = (Logs::of(&island.town), Wrong::default(), Vec::new());
    let running = island.serve();
    let writer = island.writer(&running);
    for round in 0..by_size(6, 50) {
        // Full in the middle of the load: whoever writes has written 200 messages before, and then fewer
        // pages are left than the rest needs.
        let disk = Arc::clone(&island.disk);
        let strike = Arc::new(move || disk.fill(round * PAGE));
        sent.extend(write_until(&island.town, running.address, 200, strike).await);
        let deadline = Instant::now() + NOTICED_WITHIN;
        let (status, told) = loop {
            assert!(Instant::now() < deadline, "a full disk was not noticed");
            let (status, told) = island.say(&writer, &mut sent).await;
            if status != 201 {
                break (status, told);
            }
        };
        assert_eq!((status, &told["code"]), (507, &json!("storage-full")), "{told}");
        reads(&island, &writer).await;
        let (status, told) = island.upload(&writer, 300_000).await;
        assert_eq!((status, &told["code"]), (507, &json!("storage-full")), "{told}");
        logs.read(&island.town, running.address, &mut wrong).await;
        island.disk.free();
        let freed = Instant::now();
        while island.say(&writer, &mut sent).await.0 != 201 {
            assert!(freed.elapsed() < BACK_WITHIN, "it did not come back");
        }
        let (status, told) = island.upload(&writer, 300_000).await;
        assert_eq!(status, 201, "{told}");
    }
    logs.read(&island.town, running.address, &mut wrong).await;
    logs.judge(&island.town, &sent, &mut wrong);
    assert_eq!(wrong, Wrong::default());
    assert_eq!(island.integrity(), ["ok"]);
    running.terminate();
    assert!(running.ended(Duration::from_secs(20)).success());
    assert_eq!(island.integrity(), ["ok"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_folder_refuses_files_leaves_nothing_of_them_and_messages_go_on() {
    let _turn = alone().await;
    let island = Island::with_database_ashore();
    let running = island.serve();
    let (writer, mut sent) = (island.writer(&running), Vec::new());
    let (status, kept) = island.upload(&writer, 300_000).await;
    assert_eq!((status, island.files()), (201, 1), "{kept}");
    for round in 0..by_size(6, 50) {
        // No room for a name, for the first piece, for one of those after it.
        island.disk.fill(round * 9 * PAGE);
        let (status, told) = island.upload(&writer, 300_000).await;
        assert_eq!((status, &told["code"]), (507, &json!("storage-full")), "{told}");
        assert_eq!(island.files(), 1, "something of what was refused is left");
        let (status, told) = island.say(&writer, &mut sent).await;
        assert_eq!(status, 201, "{told}");
        let path = format!("/api/v1/attachments/{}", kept["id"].as_str().expect("an id"));
        let found = writer.request("GET", &path).send().await.expect("the server answers");
        assert_eq!(found.bytes().await.expect("its bytes").len(), 300_000);
        island.disk.free();
        let (status, told) = island.upload(&writer, 1).await;
        assert_eq!(status, 201, "{told}");
        let path = format!("/attachments/{}", told["id"].as_str().expect("an id"));
        assert_eq!(writer.ask("DELETE", &path).await.expect("an answer").0, 204);
    }
}

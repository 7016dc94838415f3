//! The product's hub and sockets with the commits taken away, in a process of its own: real router, real
//! sign-ins, real sockets, real rendering of frames. Where the store would tell of a committed entry, a
//! plain connection names a conversation in four bytes, and the bus is told of an entry in it. The plain
//! connections stand in the place of the raw hub's sending sockets, one a pair.

use crate::town::{Pair, Random, Town, now_us};
use anyhow::{Context, bail};
use parlance_core::conversation::marks::Marks;
use parlance_core::conversation::{Conversation, Invited};
use parlance_core::entry::{Author, Entry, EntryBody, Message};
use parlance_core::market::{Answer, InvitationState, JobPhase, Side};
use parlance_core::policy::contact::Rules;
use parlance_core::{InvitationId, Key, Time};
use parlance_server::app::{App, Cx};
use parlance_server::bus::{Bus, bus};
use parlance_server::config::Config;
use parlance_server::files::Files;
use parlance_server::http::{Door, Parts, router};
use parlance_server::outside::blobs::Blobs;
use parlance_server::outside::clock::Clock;
use parlance_server::realtime::Hub;
use parlance_store::Store;
use parlance_store::conversations::Party;
use parlance_store::hint::{Committed, Hint};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tokio::io::AsyncReadExt;
use tokio::net::{TcpListener, TcpStream};

/// Numbers begin above what is filled.
const SEQ_FIRST: i64 = 1_000;

/// Serves a filled folder until the load generator is gone.
pub fn play(arguments: &[String]) -> anyhow::Result<()> {
    let [folder, conversations] = arguments else {
        bail!("the hub wants a folder and its number of conversations")
    };
    let town = Town::of(conversations.parse().context("a number of conversations")?);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(serve(folder.as_ref(), town))
}

async fn serve(folder: &Path, town: Arc<Town>) -> anyhow::Result<()> {
    let (listener, told) = (TcpListener::bind("127.0.0.1:0").await?, TcpListener::bind("127.0.0.1:0").await?);
    let addresses = (listener.local_addr()?, told.local_addr()?);
    let config = Config { data: folder.to_owned(), listen: addresses.0, workers: false, ..Config::bare()? };
    let app = App::new(Store::open(config.store()?)?, Cx::new(config, Clock::Wall, false));
    let (bus, listening) = bus();
    let hub = Hub::default();
    tokio::spawn(hub.clone().listen(app.clone(), listening));
    tokio::spawn(hear(told, bus, town));
    let files = Files::new(Blobs::folder(&folder.join("files"), &[0; 32])?);
    let router = router::router(Door::new(Parts { app, hub, files, mailbox: None }));
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let listener = axum::serve::ListenerExt::tap_io(listener, |stream| {
        let _ = stream.set_nodelay(true);
    });
    println!("{} {}", addresses.0, addresses.1);
    crate::processes::until_left_alone(async { axum::serve(listener, service).await }).await
}

async fn hear(told: TcpListener, bus: Bus, town: Arc<Town>) {
    let seq = Arc::new(AtomicI64::new(SEQ_FIRST));
    while let Ok((stream, _)) = told.accept().await {
        let _ = stream.set_nodelay(true);
        tokio::spawn(pass_on(stream, bus.clone(), town.clone(), seq.clone()));
    }
}

async fn pass_on(mut stream: TcpStream, bus: Bus, town: Arc<Town>, seq: Arc<AtomicI64>) {
    let mut random = Random::new(now_us() as u64);
    while let Ok(number) = stream.read_u32().await {
        let Some(pair) = town.pairs.get(number as usize) else { return };
        let seq = seq.fetch_add(1, Ordering::Relaxed);
        bus.publish(vec![Hint::Entry(Arc::new(committed(pair, seq, &mut random)))]);
    }
}

/// What the store tells of a message of the client's.
fn committed(pair: &Pair, seq: i64, random: &mut Random) -> Committed {
    let at = Time(now_us());
    let [client, freelancer] = &pair.people;
    let marks = Marks::default();
    let party = |account, side| Party { account, side, read_seq: 3, read_messages: 1, view: 1, marks };
    let invited = Invited {
        id: InvitationId(pair.job.0),
        state: InvitationState::Answered(Answer::Accepted),
        expires_at: at,
    };
    let author = Author::Account { id: client.account, side: Side::Client };
    let body = EntryBody::Message(Message::of(random.text()));
    let key = Some(Key(random.id()));
    Committed {
        entry: Entry { conversation: pair.conversation, seq, author, body, at, key, messages: seq - 2 }
            .into(),
        beside: None,
        log: Conversation {
            last_seq: seq,
            last_at: at,
            messages: seq - 2,
            said_seq: seq,
            active_at: at,
            invitation: Some(invited),
            acknowledged: 1,
            closing_noted: false,
            amendments: 0,
        },
        job: pair.job,
        phase: JobPhase::Open,
        job_version: 1,
        parties: vec![party(client.account, Side::Client), party(freelancer.account, Side::Freelancer)],
        contact: Rules::client_invites(),
        revealed: vec![false, false],
    }
}

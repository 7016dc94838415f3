//! P: PostgreSQL with nothing around it. Each connection runs one send after the other, each in a
//! transaction of its own.

use super::rows::{MESSAGE, NOT_ARCHIVED, SECRET, Sent, Statements, for_pool};
use crate::figures::{Latencies, Run};
use crate::town::{Random, Town};
use anyhow::{Context, anyhow};
use postgres::{Client, NoTls, Statement};
use std::sync::Arc;
use std::time::{Duration, Instant};

struct Prepared {
    head: Statement,
    by_key: Statement,
    entry: Statement,
    advance: Statement,
    read: Statement,
}

/// As many connections as the product has.
pub fn sends(url: &str, town: &Arc<Town>, connections: usize, lasting: Duration) -> anyhow::Result<Run> {
    let mut clients = Vec::with_capacity(connections);
    for _ in 0..connections {
        clients.push(prepared(Client::connect(url, NoTls).context("a connection")?)?);
    }
    let (mut latencies, began) = (Latencies::default(), Instant::now());
    let threads: Vec<_> = clients
        .into_iter()
        .zip(1..)
        .map(|((client, prepared), number)| {
            let town = town.clone();
            std::thread::spawn(move || one(client, &prepared, &town, Random::new(number << 40), lasting))
        })
        .collect();
    for thread in threads {
        latencies.extend(thread.join().map_err(|_| anyhow!("a connection's thread panicked"))??);
    }
    Ok(Run::new(latencies, began.elapsed(), 0, 0.0))
}

fn prepared(mut client: Client) -> anyhow::Result<(Client, Prepared)> {
    let found = Statements::found()?;
    let mut prepare = |sql| Ok::<_, anyhow::Error>(client.prepare(&for_pool(sql)?)?);
    let prepared = Prepared {
        head: prepare(found.head)?,
        by_key: prepare(found.by_key)?,
        entry: prepare(found.entry)?,
        advance: prepare(found.advance)?,
        read: prepare(found.read)?,
    };
    Ok((client, prepared))
}

fn one(
    mut client: Client,
    prepared: &Prepared,
    town: &Town,
    mut random: Random,
    lasting: Duration,
) -> anyhow::Result<Latencies> {
    let (mut latencies, began) = (Latencies::default(), Instant::now());
    while began.elapsed() < lasting {
        let sent = Sent::next(town, &mut random);
        let started = Instant::now();
        append(&mut client, prepared, &sent)?;
        latencies.push(started.elapsed());
    }
    Ok(latencies)
}

fn append(client: &mut Client, prepared: &Prepared, sent: &Sent) -> anyhow::Result<()> {
    let (id, author) = (sent.conversation.0.as_bytes().as_slice(), sent.author.0.as_bytes().as_slice());
    let key = sent.key.as_bytes().as_slice();
    client.batch_execute("BEGIN")?;
    let head = client.query_one(&prepared.head, &[&id])?;
    let (seq, messages): (i64, i64) = (head.get::<_, i64>(3) + 1, head.get::<_, i64>(5) + 1);
    let (invitation, state, ends): (Option<&[u8]>, Option<i64>, Option<i64>) =
        (head.get(8), head.get(9), head.get(10));
    let amendments: i64 = head.get(13);
    if client.query_opt(&prepared.by_key, &[&id, &author, &key])?.is_none() {
        client.execute(
            &prepared.entry,
            &[
                &id,
                &seq,
                &author,
                &sent.side,
                &MESSAGE,
                &sent.body,
                &sent.at,
                &messages,
                &key,
                &SECRET.as_slice(),
            ],
        )?;
        client.execute(
            &prepared.advance,
            &[
                &id,
                &seq,
                &sent.at,
                &messages,
                &seq,
                &sent.at,
                &invitation,
                &state,
                &ends,
                &1_i64,
                &0_i64,
                &amendments,
            ],
        )?;
        client.execute(&prepared.read, &[&id, &author, &seq, &messages, &NOT_ARCHIVED])?;
    }
    client.batch_execute("COMMIT")?;
    Ok(())
}

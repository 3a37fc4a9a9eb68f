//! How many threads a preview takes.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Child;

use super::browser::{Browser, connect};
use super::running::Running;
use super::{pair, until};

/// Threads of a process.
fn threads(child: &Child) -> usize {
    fs::read_dir(format!("/proc/{}/task", child.id())).expect("a process").count()
}

/// Each thread that makes pages keeps memory of its own, so that a hundred tabs are to have no hundred threads.
#[test]
fn many_tabs_share_few_threads() {
    const TABS: usize = 64;
    // Pages that take long enough to make that all of them are asked for meanwhile.
    let words = "Words with *marks*, \"quotes\" and [a link](https://example.org/). ".repeat(4_000);
    let archive = (0..TABS).fold(pair(), |archive, n| archive.case(&format!("long-{n}"), "", &words));
    let serve = Running::of(&archive, &["serve", "--port", "0"]);
    until("an address", || serve.said("out").contains("http://127.0.0.1:"));
    until("a line's end", || serve.said("out").ends_with('\n'));
    let out = serve.said("out");
    let port = out.split("127.0.0.1:").nth(1).and_then(|rest| rest.split('/').next()).expect("a port");
    let address = format!("127.0.0.1:{port}").parse().expect("an address");
    // All that the program starts by itself is there: it has answered, and compiled on its pool.
    assert_eq!(Browser::new(address).get("/cases/one/").status, 200);
    let before = threads(&serve.child);
    let waiting: Vec<TcpStream> = (0..TABS)
        .map(|n| {
            let mut stream = connect(address);
            let request =
                format!("GET /cases/long-{n}/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            stream.write_all(request.as_bytes()).expect("sent");
            stream
        })
        .collect();
    for mut stream in waiting {
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        assert!(answer.starts_with(b"HTTP/1.1 200") && answer.len() > words.len());
    }
    // A thread without work stays for some seconds, so that all that were started are still there.
    let more = threads(&serve.child) - before;
    assert!((1..=8).contains(&more), "{more} threads more than {before}");
}

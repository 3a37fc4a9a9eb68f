//! The least of a browser: requests over one connection, and streams of events.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

pub struct Browser {
    address: SocketAddr,
    stream: Option<BufReader<TcpStream>>,
}

pub struct Answer {
    pub status: u16,
    /// Names in small letters.
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

pub fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a timeout");
    stream
}

impl Browser {
    pub fn new(address: SocketAddr) -> Self {
        Self { address, stream: None }
    }

    pub fn get(&mut self, path: &str) -> Answer {
        self.ask("GET", path, &[("Host", "localhost")])
    }

    pub fn ask(&mut self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        let address = self.address;
        let stream = self.stream.get_or_insert_with(|| BufReader::new(connect(address)));
        let mut request = format!("{method} {path} HTTP/1.1\r\n");
        for (name, value) in headers {
            request += &format!("{name}: {value}\r\n");
        }
        request += "\r\n";
        stream.get_mut().write_all(request.as_bytes()).expect("sent");
        let answer = read(stream, method == "HEAD");
        if answer.header("connection") == "close" {
            self.stream = None;
        }
        answer
    }
}

fn read(stream: &mut BufReader<TcpStream>, is_head: bool) -> Answer {
    let first = line(stream);
    let status = first.split(' ').nth(1).and_then(|status| status.parse().ok());
    let status = status.unwrap_or_else(|| panic!("no answer: {first:?}"));
    let headers = read_headers(stream);
    let length = headers.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = vec![0; if is_head || status == 304 { 0 } else { length }];
    stream.read_exact(&mut body).expect("a body");
    Answer { status, headers, body }
}

fn read_headers(stream: &mut BufReader<TcpStream>) -> BTreeMap<String, String> {
    let mut headers = BTreeMap::new();
    loop {
        let line = line(stream);
        let Some((name, value)) = line.split_once(':') else { return headers };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
}

fn line(stream: &mut BufReader<TcpStream>) -> String {
    let mut line = String::new();
    let read = stream.read_line(&mut line).expect("a line");
    assert!(read > 0, "the connection has ended");
    line.trim_end().to_owned()
}

/// A visible tab: the events that it gets.
pub struct Tab(BufReader<TcpStream>);

impl Tab {
    /// Opens a page of the preview and holds its stream, as the script in it does.
    pub fn open(address: SocketAddr, path: &str) -> Self {
        let page = Browser::new(address).get(path).text();
        let data = |name: &str| {
            let (_, rest) = page.split_once(&format!("data-{name}=\"")).expect("the script");
            rest.split_once('"').expect("its end").0.to_owned()
        };
        Self::of(address, &data("page"), &data("version"))
    }

    pub fn of(address: SocketAddr, page: &str, version: &str) -> Self {
        let mut stream = BufReader::new(connect(address));
        let request = format!(
            "GET /_preview/events?page={page}&version={version} HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"
        );
        stream.get_mut().write_all(request.as_bytes()).expect("sent");
        assert!(line(&mut stream).contains(" 200 "));
        assert!(read_headers(&mut stream)["content-type"].starts_with("text/event-stream"));
        Self(stream)
    }

    /// The next event and its data; comments and the lengths of chunks are passed over.
    pub fn next(&mut self) -> (String, serde_json::Value) {
        let mut name = String::new();
        loop {
            let line = line(&mut self.0);
            if let Some(event) = line.strip_prefix("event: ") {
                event.clone_into(&mut name);
            } else if let Some(data) = line.strip_prefix("data: ") {
                return (name, serde_json::from_str(data).expect("JSON"));
            }
        }
    }

    /// The data of the next event of a name; fails if there is another first.
    #[track_caller]
    pub fn expect(&mut self, name: &str) -> serde_json::Value {
        let (event, data) = self.next();
        assert_eq!(event, name, "{data}");
        data
    }
}

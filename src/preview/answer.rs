//! Answers: an address, and what a static host would send for it.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_NONE_MATCH, LOCATION, RANGE,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};

use super::server::Serving;
use super::snapshot::{Found, with_script};
use super::{Snapshot, address, client, content_type, files, page, problems};

/// What a request asks for.
struct Asked {
    /// As it came, with its escapes.
    raw: String,
    query: Option<String>,
    headers: HeaderMap,
}

impl Asked {
    /// The query with its mark, as it stands after an address.
    fn query(&self) -> String {
        self.query.as_ref().map(|query| format!("?{query}")).unwrap_or_default()
    }
}

pub async fn answer(State(site): State<Arc<Serving>>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "GET, HEAD")]).into_response();
    }
    let (mut parts, _) = request.into_parts();
    if parts.method == Method::HEAD {
        // Of a file's head there are no parts.
        parts.headers.remove(RANGE);
    }
    let asked = Asked {
        raw: parts.uri.path().to_owned(),
        query: parts.uri.query().map(str::to_owned),
        headers: parts.headers,
    };
    let Some(path) = address::decode(&asked.raw) else {
        return (StatusCode::BAD_REQUEST, "There is no such address.\n").into_response();
    };
    if let Some(name) = path.strip_prefix(client::FOLDER) {
        return own(name);
    }
    let snapshot = site.snapshot();
    match within(&path, &snapshot.shown.base) {
        Within::Site(path) => {
            let path = path.to_owned();
            stands(site, snapshot, path, asked).await
        }
        Within::Above => moved(StatusCode::TEMPORARY_REDIRECT, &snapshot.shown.base),
        Within::Nowhere => missing(&site, &snapshot, &path, &path, &asked).await,
    }
}

/// The mistakes as the overlay gets them.
pub async fn problems(State(site): State<Arc<Serving>>) -> Response {
    let headers = [(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "no-store")];
    // Pages may have to be made for it.
    let problems = tokio::task::spawn_blocking(move || site.problems(&site.snapshot(), None)).await;
    problems.map_or_else(
        |_| StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        |text| (headers, text).into_response(),
    )
}

/// Where a path is, seen from the site's base path.
enum Within<'a> {
    Site(&'a str),
    /// The root of the server, or the base path without its slash.
    Above,
    Nowhere,
}

fn within<'a>(path: &'a str, base: &str) -> Within<'a> {
    match path.strip_prefix(base) {
        Some(path) => Within::Site(path),
        None if path == "/" || path == base.trim_end_matches('/') => Within::Above,
        None => Within::Nowhere,
    }
}

/// A file of the preview's own.
fn own(name: &str) -> Response {
    let headers = [(CONTENT_TYPE, content_type::of(name)), (CACHE_CONTROL, "no-store")];
    match client::file(name) {
        Some(bytes) => (headers, Bytes::from_static(bytes)).into_response(),
        None => (StatusCode::NOT_FOUND, "The preview has no such file.\n").into_response(),
    }
}

/// What stands at a path of the site.
async fn stands(site: Arc<Serving>, snapshot: Arc<Snapshot>, path: String, asked: Asked) -> Response {
    if snapshot.shown.site.is_none() {
        let (title, status) = ("This site cannot be shown yet", StatusCode::OK);
        return out_of_order(&snapshot.shown.base, &path, title, &snapshot.problems.lines(), status);
    }
    let file = address::file_of(&path);
    let base = snapshot.shown.base.clone();
    let whole = format!("{base}{path}");
    match snapshot.shown.find(&file) {
        Found::Page => {}
        Found::File(from) => {
            let full = snapshot.shown.root.join(from.as_ref());
            return match files::open(&snapshot.shown.root, &full, content_type::of(&file), &asked.headers)
                .await
            {
                Some(response) => response,
                None => missing(&site, &snapshot, &whole, &path, &asked).await,
            };
        }
        Found::Nothing => {
            let folder = format!("{path}/index.html");
            if !path.ends_with('/') && !matches!(snapshot.shown.find(&folder), Found::Nothing) {
                return moved(StatusCode::MOVED_PERMANENTLY, &format!("{}/{}", asked.raw, asked.query()));
            }
            return missing(&site, &snapshot, &whole, &path, &asked).await;
        }
    }
    let made = {
        let file = file.clone();
        tokio::task::spawn_blocking(move || {
            let made = snapshot.shown.page(&file);
            if !matches!(&made, Ok(page) if page.is_newest) {
                site.tell(&snapshot);
            }
            made.map_err(|fault| problems::line(&fault, &snapshot.shown.theme))
        })
        .await
    };
    let (title, status) = ("This page cannot be made", StatusCode::INTERNAL_SERVER_ERROR);
    match made {
        Ok(Ok(page)) => {
            let etag = format!("\"{}{}\"", page.version, page.draft);
            respond(StatusCode::OK, page.bytes.clone(), content_type::of(&file), &etag, &asked.headers)
        }
        Ok(Err(fault)) => out_of_order(&base, &path, title, &[fault], status),
        Err(_) => out_of_order(&base, &path, title, &[], status),
    }
}

/// A page, or that the browser has it already.
fn respond(
    status: StatusCode,
    bytes: Bytes,
    kind: &'static str,
    etag: &str,
    headers: &HeaderMap,
) -> Response {
    let mut response = match status == StatusCode::OK && is_known(headers, etag) {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => {
            let length = bytes.len();
            let mut response = (status, Body::from(bytes)).into_response();
            response.headers_mut().insert(CONTENT_LENGTH, length.into());
            response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
            response
        }
    };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if let Ok(etag) = HeaderValue::from_str(etag) {
        headers.insert(ETAG, etag);
    }
    response
}

/// Whether the browser says that it has what we would send (RFC 9110, 13.1.2).
pub fn is_known(headers: &HeaderMap, etag: &str) -> bool {
    let all = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let mut tags = all.flat_map(|value| value.split(',')).map(str::trim);
    tags.any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
}

fn moved(status: StatusCode, to: &str) -> Response {
    (status, [(LOCATION, to), (CACHE_CONTROL, "no-cache")]).into_response()
}

/// What an address gets where nothing stands: the way to what stood there before the base path was another, or the
/// site's own page for such addresses. `path` is what the page is to take for its address.
async fn missing(
    site: &Arc<Serving>,
    snapshot: &Arc<Snapshot>,
    whole: &str,
    path: &str,
    asked: &Asked,
) -> Response {
    if let Some(to) = snapshot.shown.moved_to(whole) {
        let to = format!("{}{}", address::encode(&to), asked.query());
        return moved(StatusCode::TEMPORARY_REDIRECT, &to);
    }
    let base = snapshot.shown.base.clone();
    let (snapshot, site) = (Arc::clone(snapshot), Arc::clone(site));
    let made = tokio::task::spawn_blocking(move || {
        let missing = snapshot.shown.missing().cloned();
        site.tell(&snapshot);
        missing
    });
    match made.await {
        Ok(Some((html, version))) => {
            let bytes = with_script(html, path, &version, "", &base);
            let etag = format!("\"{version}\"");
            respond(StatusCode::NOT_FOUND, bytes, content_type::of("404.html"), &etag, &asked.headers)
        }
        _ => out_of_order(&base, path, "There is no page at this address", &[], StatusCode::NOT_FOUND),
    }
}

fn out_of_order(base: &str, path: &str, what: &str, mistakes: &[String], status: StatusCode) -> Response {
    let html = page::out_of_order(what, mistakes).into_bytes();
    let version = page::version(&html);
    let bytes = with_script(html, address::address_of(path), &version, "", base);
    let headers = [(CONTENT_TYPE, content_type::of("x.html")), (CACHE_CONTROL, "no-store")];
    (status, headers, bytes).into_response()
}

//! Files of the archive, sent from disk piece by piece: a film is never in memory.

use std::io::SeekFrom;
use std::path::Path;
use std::time::UNIX_EPOCH;

use axum::body::{Body, Bytes};
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt};

use super::answer::is_known;
use super::range::{Part, part};

const PIECE: usize = 64 * 1024;

/// A file's bytes; `None` where it is gone, or leads out of the archive since it was read.
pub async fn open(root: &Path, full: &Path, kind: &'static str, headers: &HeaderMap) -> Option<Response> {
    let real = tokio::fs::canonicalize(full).await.ok()?;
    if !real.starts_with(root) {
        return None;
    }
    let file = File::open(&real).await.ok()?;
    let metadata = file.metadata().await.ok()?;
    if !metadata.is_file() {
        return None;
    }
    let age = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let etag = format!("\"{:x}-{:x}\"", metadata.len(), age.unwrap_or_default().as_nanos());
    let mut response = if is_known(headers, &etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        sent(file, metadata.len(), kind, part(headers, &etag, metadata.len())).await?
    };
    let headers = response.headers_mut();
    headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(ETAG, HeaderValue::from_str(&etag).ok()?);
    Some(response)
}

/// A file or a part of it.
async fn sent(mut file: File, len: u64, kind: &'static str, part: Part) -> Option<Response> {
    let range = match &part {
        Part::Whole => None,
        Part::Bytes(bytes) => Some(format!("bytes {}-{}/{len}", bytes.start, bytes.end - 1)),
        Part::Beyond => Some(format!("bytes */{len}")),
    };
    let (status, bytes) = match part {
        Part::Whole => (StatusCode::OK, 0..len),
        Part::Bytes(bytes) => (StatusCode::PARTIAL_CONTENT, bytes),
        Part::Beyond => (StatusCode::RANGE_NOT_SATISFIABLE, 0..0),
    };
    if bytes.start > 0 {
        file.seek(SeekFrom::Start(bytes.start)).await.ok()?;
    }
    let len = bytes.end - bytes.start;
    let mut response = (status, Body::from_stream(pieces(file, len))).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_LENGTH, len.into());
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Some(range) = range {
        headers.insert(CONTENT_RANGE, HeaderValue::from_str(&range).ok()?);
    }
    Some(response)
}

/// As many bytes as were promised, also of a file that grows meanwhile.
fn pieces(file: File, len: u64) -> impl stream::Stream<Item = std::io::Result<Bytes>> + Send {
    stream::try_unfold((file, len), |(mut file, left)| async move {
        let mut piece = vec![0; usize::try_from(left).unwrap_or(PIECE).min(PIECE)];
        let read = if piece.is_empty() { 0 } else { file.read(&mut piece).await? };
        piece.truncate(read);
        Ok((read > 0).then(|| (Bytes::from(piece), (file, left - read as u64))))
    })
}

//! The same sources give the same files, with one thread and with many, at the root and below it.

use std::path::Path;
use std::process::Command;

/// Builds a folder with the program itself.
#[track_caller]
pub fn build(archive: &Path, output: &Path, threads: &str) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_corkboard"))
        .args(["build".as_ref(), archive.as_os_str(), "-o".as_ref(), output.as_os_str()])
        .env("RAYON_NUM_THREADS", threads)
        .output()
        .expect("the program starts");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8_lossy(&run.stdout).into_owned()
}

/// Every file below a folder with its bytes, in order.
pub fn tree(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    let files = files.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let path =
                entry.path().strip_prefix(folder).unwrap_or(entry.path()).to_string_lossy().into_owned();
            (path, std::fs::read(entry.path()).expect("a file that was just written"))
        })
        .collect()
}

#[test]
fn the_demo_is_the_same_with_one_thread_and_with_many_and_a_second_build_writes_nothing() {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (one, many) = (folder.path().join("one"), folder.path().join("many"));
    build(demo, &one, "1");
    build(demo, &many, "7");
    let first = tree(&one);
    assert!(first.len() > 200);
    assert!(first == tree(&many));
    let said = build(demo, &one, "3");
    assert!(said.contains("(0 written"), "{said}");
    assert!(first == tree(&one));
}

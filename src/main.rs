//! The program: all it does is in `corkboard::cli`.

use std::process::ExitCode;

/// Rendering allocates and frees many small strings on all threads, which the system's allocator is slow at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    corkboard::cli::main()
}

//! The program: all it does is in `corkboard::cli`.

use std::process::ExitCode;

/// Rendering allocates and frees many small strings on all threads, which the system's allocator is slow at. Without huge pages,
/// since clearing those takes longer than they save, and they hold a tenth of memory that nothing uses.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    corkboard::cli::main()
}

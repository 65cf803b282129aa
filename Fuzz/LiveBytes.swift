// How much memory is held at once, counted by the sanitizer's hooks: -malloc_limit_mb sees single allocations alone.

@_silgen_name("__sanitizer_install_malloc_and_free_hooks")
private func installHooks(
    _ allocated: @convention(c) (UnsafeRawPointer?, Int) -> Void, _ freed: @convention(c) (UnsafeRawPointer?) -> Void
) -> Int32

@_silgen_name("__sanitizer_get_allocated_size")
private func allocatedSize(_ memory: UnsafeRawPointer?) -> Int

// Set before the program starts, so that the hooks themselves allocate nothing.
nonisolated(unsafe) private var live = 0
nonisolated(unsafe) private var peak = 0

enum LiveBytes {
    /// What the readers may hold beyond their input.
    static let most = 64 << 20

    private static let areCounted: Bool =
        installHooks(
            { memory, _ in
                live += allocatedSize(memory)
                if live > Fuzz.peak { Fuzz.peak = live }
            },
            { memory in if let memory { live -= allocatedSize(memory) } }) > 0

    /// The most bytes held at a time while `body` runs, beyond those held before.
    static func peak(_ body: () -> Void) -> Int {
        precondition(areCounted, "the sanitizer takes no hooks")
        let before = live
        Fuzz.peak = live
        body()
        return Fuzz.peak - before
    }
}

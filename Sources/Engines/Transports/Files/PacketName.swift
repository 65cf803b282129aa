/// What a packet is called in a folder or an archive.
enum PacketName {
    /// The id, and for copies after the first their number: `42`, `42-1`.
    static func of(_ id: Int64, copy: Int) -> String { copy == 0 ? "\(id)" : "\(id)-\(copy)" }
}

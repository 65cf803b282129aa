/// Whether two texts have the same bytes of UTF-8; the time it takes does not tell how much of them agrees.
package func isSameSecret(_ first: some StringProtocol, _ second: some StringProtocol) -> Bool {
    let (a, b) = (Array(first.utf8), Array(second.utf8))
    guard a.count == b.count else { return false }
    return zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
}

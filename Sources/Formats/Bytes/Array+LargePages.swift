internal import CKernels

extension Array where Element: BitwiseCopyable {
    /// `count` elements, all of which `fill` writes; for arrays of megabytes faster than one made of zeros.
    package init<E: Error>(
        writing count: Int, _ fill: (UnsafeMutableBufferPointer<Element>) throws(E) -> Void
    ) throws(E) {
        try self.init(unsafeUninitializedCapacity: count) { (buffer, made) throws(E) in
            tocsin_large_pages(buffer.baseAddress, count * MemoryLayout<Element>.stride)
            try fill(UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
            made = count
        }
    }
}

internal import CXML2

/// Stands between libxml2's scanner and its tree, and stops it where a text asks for too much.
final class XMLGuardian {
    private let limits: XMLLimits
    private var elements = 0
    private var build: startElementNsSAX2Func?
    /// Why the text was refused.
    private(set) var refusal: String?

    init(_ limits: XMLLimits) { self.limits = limits }

    /// The guardian must outlive the parse.
    func watch(_ context: xmlParserCtxtPtr) {
        context.pointee._private = Unmanaged.passUnretained(self).toOpaque()
        guard let handler = context.pointee.sax else { return }
        build = handler.pointee.startElementNs
        handler.pointee.internalSubset = { raw, _, _, _ in
            XMLGuardian.of(raw)?.refuse(raw, "a document type (DTD) is not allowed in a VOEvent")
        }
        handler.pointee.startElementNs = { raw, name, prefix, uri, spaceCount, spaces, count, defaults, attributes in
            guard let guardian = XMLGuardian.of(raw), guardian.admits(raw) else { return }
            guardian.build?(raw, name, prefix, uri, spaceCount, spaces, count, defaults, attributes)
        }
    }

    private static func context(_ raw: UnsafeMutableRawPointer?) -> xmlParserCtxtPtr? {
        raw?.assumingMemoryBound(to: xmlParserCtxt.self)
    }

    private static func of(_ raw: UnsafeMutableRawPointer?) -> XMLGuardian? {
        guard let opaque = context(raw)?.pointee._private else { return nil }
        return Unmanaged<XMLGuardian>.fromOpaque(opaque).takeUnretainedValue()
    }

    private func admits(_ raw: UnsafeMutableRawPointer?) -> Bool {
        elements += 1
        if elements > limits.elements {
            refuse(raw, "more than \(limits.elements) elements")
        } else if let context = Self.context(raw), context.pointee.nodeNr >= Int32(clamping: limits.depth) {
            refuse(raw, "more than \(limits.depth) elements within one another")
        }
        return refusal == nil
    }

    private func refuse(_ raw: UnsafeMutableRawPointer?, _ reason: String) {
        guard refusal == nil, let context = Self.context(raw) else { return }
        refusal = "Line \(context.pointee.input?.pointee.line ?? 0): \(reason)."
        xmlStopParser(context)
    }
}

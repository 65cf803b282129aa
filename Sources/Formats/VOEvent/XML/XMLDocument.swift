internal import Bytes
internal import CXML2

/// A parsed text in libxml2's memory.
///
/// There is no way to the network or to a file: a document type is refused where it begins, and with it every entity
/// but the five of XML itself.
final class XMLDocument {
    let pointer: xmlDocPtr
    /// Of the text that it was parsed from.
    let byteCount: Int

    private static let library: Void = xmlInitParser()

    /// - Throws: `VOEventError` with the line where the text is not well-formed, has a document type or a NUL, or is
    ///   larger or deeper than `limits`.
    init(_ text: Bytes, limits: XMLLimits) throws(VOEventError) {
        _ = Self.library
        try Self.check(text, limits)
        let guardian = XMLGuardian(limits)
        guard let context = xmlNewParserCtxt() else { throw VOEventError("There is no memory for an XML parser.") }
        defer { xmlFreeParserCtxt(context) }
        guardian.watch(context)
        let options =
            XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
            | XML_PARSE_NOCDATA.rawValue
        let document = text.withUnsafeBytes { memory in
            xmlCtxtReadMemory(
                context, memory.bindMemory(to: CChar.self).baseAddress, Int32(memory.count), nil, nil, Int32(options))
        }
        let refusal = withExtendedLifetime(guardian) { guardian.refusal }
        guard refusal == nil, let document else {
            xmlFreeDoc(document)
            throw VOEventError(refusal ?? Self.lastError(of: context))
        }
        pointer = document
        byteCount = text.count
    }

    deinit { xmlFreeDoc(pointer) }

    private static func check(_ text: Bytes, _ limits: XMLLimits) throws(VOEventError) {
        guard text.count > 0 else { throw VOEventError("The text is empty.") }
        guard text.count <= min(limits.bytes, Int(Int32.max)) else {
            throw VOEventError("The text has \(text.count) bytes; at most \(limits.bytes) are taken.")
        }
        if let position = text.firstIndex(of: 0) {
            throw VOEventError("There is a NUL at byte \(position); the text must be UTF-8 without one.")
        }
    }

    private static func lastError(of context: xmlParserCtxtPtr) -> String {
        guard let error = xmlCtxtGetLastError(context) else { return "The text is not well-formed XML." }
        return "Line \(error.pointee.line): not well-formed XML: \(xmlMessage(error.pointee))."
    }
}

/// What libxml2 says of an error, on one line and without its full stop.
func xmlMessage(_ error: xmlError) -> String {
    guard let message = error.message else { return "error \(error.code)" }
    let text = String(cString: message).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return text.hasSuffix(".") ? String(text.dropLast()) : text
}

internal import CXML2

/// XPath's functions of text, which count as more steps the longer their texts are.
///
/// To libxml2 a call is one step, whether it looks at a name or copies the whole event.
enum XPathCharges {
    /// Bytes of text that count as one step.
    private static let bytesPerStep = 100

    /// Puts the functions in the place of libxml2's own.
    ///
    /// - Parameter byteCount: of the whole event: what the text of any element is taken for.
    static func install(in context: xmlXPathContextPtr, byteCount: Int) {
        context.pointee.user = UnsafeMutableRawPointer(bitPattern: byteCount)
        xmlXPathRegisterFuncLookup(context, { _, name, space in space == nil ? XPathCharges.find(name) : nil }, nil)
    }

    private static func find(_ name: UnsafePointer<xmlChar>?) -> xmlXPathFunction? {
        switch name.map({ String(cString: $0) }) {
        case "string": { XPathCharges.charge($0, $1, xmlXPathStringFunction) }
        case "concat": { XPathCharges.charge($0, $1, xmlXPathConcatFunction) }
        case "starts-with": { XPathCharges.charge($0, $1, xmlXPathStartsWithFunction) }
        case "contains": { XPathCharges.charge($0, $1, xmlXPathContainsFunction) }
        case "substring-before": { XPathCharges.charge($0, $1, xmlXPathSubstringBeforeFunction) }
        case "substring-after": { XPathCharges.charge($0, $1, xmlXPathSubstringAfterFunction) }
        case "substring": { XPathCharges.charge($0, $1, xmlXPathSubstringFunction) }
        case "string-length": { XPathCharges.charge($0, $1, xmlXPathStringLengthFunction) }
        case "normalize-space": { XPathCharges.charge($0, $1, xmlXPathNormalizeFunction) }
        case "translate": { XPathCharges.charge($0, $1, xmlXPathTranslateFunction) }
        case "number": { XPathCharges.charge($0, $1, xmlXPathNumberFunction) }
        case "sum": { XPathCharges.charge($0, $1, xmlXPathSumFunction) }
        default: nil
        }
    }

    private static func charge(
        _ parser: xmlXPathParserContextPtr?, _ count: Int32, _ function: (xmlXPathParserContextPtr?, Int32) -> Void
    ) {
        if let parser, let context = parser.pointee.context {
            let wholeText = UInt(bitPattern: context.pointee.user)
            let bytes = arguments(of: parser, count).reduce(count == 0 ? wholeText : 0) { $0 + length($1, wholeText) }
            context.pointee.opCount += bytes / UInt(bytesPerStep)
        }
        function(parser, count)
    }

    private static func arguments(of parser: xmlXPathParserContextPtr, _ count: Int32) -> [xmlXPathObjectPtr] {
        guard let stack = parser.pointee.valueTab else { return [] }
        let (end, count) = (Int(parser.pointee.valueNr), Int(count))
        return (max(0, end - count)..<max(0, end)).compactMap { stack[$0] }
    }

    /// An upper bound of the bytes of a value's text.
    private static func length(_ value: xmlXPathObjectPtr, _ wholeText: UInt) -> UInt {
        switch value.pointee.type {
        case XPATH_STRING: return value.pointee.stringval.map { UInt(xmlStrlen($0)) } ?? 0
        case XPATH_NODESET:
            guard let set = value.pointee.nodesetval, set.pointee.nodeNr > 0, let first = set.pointee.nodeTab?[0] else {
                return 0
            }
            return first.pointee.type == XML_ATTRIBUTE_NODE ? attributeLength(first) : wholeText
        default: return 0
        }
    }

    private static func attributeLength(_ node: xmlNodePtr) -> UInt {
        node.pointee.children.map { text in text.pointee.content.map { UInt(xmlStrlen($0)) } ?? 0 } ?? 0
    }
}

internal import CXML2

/// One evaluation in libxml2, with a limit on its steps.
struct XPathEvaluation: ~Copyable {
    private let context: xmlXPathContextPtr
    private let event: FilterableEvent

    init(on event: FilterableEvent) throws(VOEventError) {
        guard let context = xmlXPathNewContext(event.document.pointer) else {
            throw VOEventError("There is no memory for an XPath filter.")
        }
        self.context = context
        self.event = event
        context.pointee.error = { _, _ in }
        context.pointee.opLimit = Self.stepLimit
        XPathCharges.install(in: context, byteCount: event.document.byteCount)
        context.pointee.node = xmlDocGetRootElement(event.document.pointer)
        _ = "voe".withXMLCharacters { prefix in
            VOEvent.namespace.withXMLCharacters { xmlXPathRegisterNs(context, prefix, $0) }
        }
    }

    deinit { xmlXPathFreeContext(context) }

    /// Nodes looked at and functions called; enough for what people write on an event of the largest size.
    static let stepLimit: UInt = 200_000

    /// - Throws: `VOEventError` where the expression is no XPath.
    func check(_ filter: XPathFilter) throws(VOEventError) { xmlXPathFreeCompExpr(try compiled(filter)) }

    /// - Throws: `VOEventError` where the expression cannot be evaluated within the limit.
    func isTrue(_ filter: XPathFilter) throws(VOEventError) -> Bool {
        let expression = try compiled(filter)
        defer { xmlXPathFreeCompExpr(expression) }
        let result = xmlXPathCompiledEvalToBoolean(expression, context)
        guard result >= 0 else { throw failure(of: filter) }
        return result == 1
    }

    private func compiled(_ filter: XPathFilter) throws(VOEventError) -> xmlXPathCompExprPtr {
        guard let expression = filter.expression.withXMLCharacters({ xmlXPathCtxtCompile(context, $0) }) else {
            throw failure(of: filter)
        }
        return expression
    }

    private func failure(of filter: XPathFilter) -> VOEventError {
        let reason =
            context.pointee.opCount >= Self.stepLimit
            ? "it asks for more than \(Self.stepLimit) steps" : xmlMessage(context.pointee.lastError)
        return VOEventError("XPath filter \(filter.expression.quoted): \(reason).")
    }
}

extension String {
    func withXMLCharacters<R>(_ body: (UnsafePointer<xmlChar>) -> R) -> R {
        withCString { $0.withMemoryRebound(to: xmlChar.self, capacity: utf8.count + 1, body) }
    }
}

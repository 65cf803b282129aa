import Avro
import HTTPTypes
import Portal

/// The members of a JSON object that came with a request: a wrong one is named and answered with 400.
struct Members: Sendable {
    private let members: [JSON.Member]

    /// - Parameter known: names that may be there.
    init(_ json: JSON, known: [String]) throws {
        guard case .object(let members) = json else {
            throw Failure(.badRequest, "the body is a JSON object with members of \(known.joined(separator: ", "))")
        }
        if let unknown = members.first(where: { !known.contains($0.name) }) {
            throw Failure(
                .badRequest, "the member '\(unknown.name)' is unknown: known are \(known.joined(separator: ", "))")
        }
        self.members = members
    }

    /// Nil where it is missing or null.
    func value(_ name: String) -> JSON? {
        members.last { $0.name == name }.flatMap { $0.value == .null ? nil : $0.value }
    }

    /// Nil where it is missing, null or, as from an empty field of a form, empty.
    func text(_ name: String) throws -> String? {
        guard let value = value(name) else { return nil }
        guard let text = value.string else { throw wrong(name, "text", value) }
        return text.isEmpty ? nil : text
    }

    /// A number, or a number as text.
    func number(_ name: String, in range: ClosedRange<Double>) throws -> Double? {
        guard let value = value(name), value != .string("") else { return nil }
        let what = "a number from \(range.lowerBound) to \(range.upperBound)"
        guard let number = Self.number(value), range.contains(number) else { throw wrong(name, what, value) }
        return number
    }

    func integer(_ name: String, in range: ClosedRange<Int>) throws -> Int? {
        guard let value = value(name), value != .string("") else { return nil }
        let what = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        guard let number = Self.number(value).flatMap({ Int(exactly: $0) }), range.contains(number) else {
            throw wrong(name, what, value)
        }
        return number
    }

    func flag(_ name: String) throws -> Bool? {
        switch value(name) {
        case nil, .string(""): nil
        case .boolean(let flag): flag
        case .string("on"), .string("true"): true
        case .string("off"), .string("false"): false
        case let other?: throw wrong(name, "true or false", other)
        }
    }

    func list(_ name: String) throws -> [JSON]? {
        guard let value = value(name) else { return nil }
        guard case .array(let items) = value else { throw wrong(name, "a list", value) }
        return items
    }

    func texts(_ name: String) throws -> [String]? {
        try list(name)?.map { item in
            guard let text = item.string else { throw wrong(name, "a list of texts", item) }
            return text
        }
    }

    func wrong(_ name: String, _ what: String, _ value: JSON) -> Failure {
        Failure(.badRequest, "\(name) is \(what), not \(value.text().prefix(80))")
    }

    private static func number(_ value: JSON) -> Double? {
        switch value {
        case .integer(let number): Double(number)
        case .number(let number): number
        case .string(let text): Double(text)
        default: nil
        }
    }
}

import Avro
import Foundation
import HTTPTypes
import Portal

/// What of a fault is to be another: members as a scenario's text has the keys.
struct FaultChanges {
    let pairs: [(key: String, value: String)]

    /// - Throws: `Failure` where there is nothing, or something that is neither text, number, flag nor a list of these.
    init(_ json: JSON) throws {
        guard case .object(let members) = json, !members.isEmpty else {
            throw Failure(.badRequest, "give an object with the keys to change, such as {\"probability\": 0.1}")
        }
        pairs = try members.map { member in
            guard let value = Self.text(member.value) else {
                throw Failure(.badRequest, "'\(member.name)' must be a value or a list of values")
            }
            return (member.name, value)
        }
    }

    /// Words of a page's field: `probability: 0.1, lasts: 2 min`.
    init(line: String) throws {
        pairs = try line.split(separator: ",").map { part in
            let pair = part.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            guard pair.count == 2, !pair[0].isEmpty else {
                throw Failure(.badRequest, "'\(part)' is no 'key: value' of a fault")
            }
            return (pair[0], JSON.string(pair[1]).text())
        }
    }

    private static func list(_ items: [String?]) -> String? {
        let known = items.compactMap(\.self)
        return known.count == items.count ? "[\(known.joined(separator: ", "))]" : nil
    }

    private static func text(_ value: JSON) -> String? {
        switch value {
        case .boolean(let isOn): isOn ? "on" : "off"
        case .array(let items):
            list(items.map { $0.isList ? nil : text($0) })
        case .object, .null: nil
        case .string: value.text()
        default: value.text()
        }
    }
}

extension JSON {
    fileprivate var isList: Bool { if case .array = self { true } else { false } }
}

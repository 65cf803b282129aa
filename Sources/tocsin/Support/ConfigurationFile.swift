import Foundation
import Yams

/// Options from a YAML file, under the same names as the flags.
///
/// The path of the command is a path of maps; what stands in the last one is its options. What stands at the
/// top (`data`, `kafka-user` and the like) is for every command that has it. The command line wins over the file.
///
///     data: /srv/tocsin
///     broker:
///       run: {from: [lsst-alerts-v10], batch: 500}
enum ConfigurationFile {
    /// Options of `StreamOptions`, which may stand at the top.
    private static let common = [
        "data", "kafka-user", "kafka-password-file", "kafka-mechanism", "kafka-tls", "kafka-ca-file",
    ]
    private static let withCommonOptions: Set<String> = ["replay", "topic", "broker", "portal", "demo"]

    /// `arguments` with the file's options appended where the command line does not give them.
    static func expand(_ arguments: [String], environment: [String: String]) throws -> [String] {
        var arguments = arguments
        guard let path = try takePath(from: &arguments, environment: environment) else { return arguments }
        let root = try read(path)
        let command = commandPath(arguments, in: root)
        var section = root
        for name in command { section = section[name] as? [String: Any] ?? [:] }
        var options = section.filter { !($0.value is [String: Any]) }
        if let first = arguments.first, withCommonOptions.contains(first) {
            for name in common where options[name] == nil { options[name] = root[name] }
        }
        let given = Set(arguments.filter { $0.hasPrefix("--") }.map { String($0.dropFirst(2).prefix { $0 != "=" }) })
        for (name, value) in options.sorted(by: { $0.key < $1.key }) where !given.contains(name) {
            arguments += try words(name: name, value: value, path: path)
        }
        return arguments
    }

    private static func takePath(from arguments: inout [String], environment: [String: String]) throws -> String? {
        if let at = arguments.firstIndex(of: "--config") {
            guard at + 1 < arguments.count else {
                throw CommandFailure.impossible("--config needs the path of a YAML file")
            }
            defer { arguments.removeSubrange(at...at + 1) }
            return arguments[at + 1]
        }
        if let at = arguments.firstIndex(where: { $0.hasPrefix("--config=") }) {
            defer { arguments.remove(at: at) }
            return String(arguments[at].dropFirst("--config=".count))
        }
        if let path = environment["TOCSIN_CONFIG"], !path.isEmpty { return path }
        return FileManager.default.fileExists(atPath: "tocsin.yaml") ? "tocsin.yaml" : nil
    }

    private static func read(_ path: String) throws -> [String: Any] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure.impossible("\(path): the configuration file cannot be read")
        }
        do {
            guard let loaded = try Yams.load(yaml: String(decoding: data, as: UTF8.self)) else { return [:] }
            guard let root = loaded as? [String: Any] else {
                throw CommandFailure.impossible("\(path): a configuration file is a map of names to values")
            }
            return root
        } catch let error as YamlError {
            throw CommandFailure.impossible("\(path): \(error)")
        }
    }

    /// The leading words of the command line that name maps of the file.
    private static func commandPath(_ arguments: [String], in root: [String: Any]) -> [String] {
        var path: [String] = []
        var section = root
        for word in arguments.prefix(2) {
            guard let next = section[word] as? [String: Any] else { break }
            path.append(word)
            section = next
        }
        return path
    }

    private static func words(name: String, value: Any, path: String) throws -> [String] {
        switch value {
        case let flag as Bool: return flag ? ["--\(name)"] : []
        case let text as String: return ["--\(name)", text]
        case let number as Int: return ["--\(name)", String(number)]
        case let number as Double: return ["--\(name)", String(number)]
        case let list as [Any]: return try list.flatMap { try words(name: name, value: $0, path: path) }
        default:
            throw CommandFailure.impossible("\(path): \(name) has a value that is no text, number, list or true/false")
        }
    }
}

import ArgumentParser
import Foundation

/// What a command has: options and commands below it, by name. Taken from the parser, so that it cannot differ from it.
struct CommandOutline {
    enum Option { case flag, value, values }

    private(set) var options: [String: Option] = [:]
    private(set) var commands: [String: CommandOutline] = [:]

    /// The outline of `root` and all below it.
    init(of root: any ParsableCommand.Type) {
        let dump = try? JSONSerialization.jsonObject(with: Data(root._dumpHelp().utf8))
        self.init((dump as? [String: Any])?["command"] as? [String: Any] ?? [:])
    }

    private init(_ command: [String: Any]) {
        for argument in command["arguments"] as? [[String: Any]] ?? [] {
            for name in Self.names(argument) where name != "help" && name != "version" {
                options[name] = Self.option(argument)
            }
        }
        for below in command["subcommands"] as? [[String: Any]] ?? [] {
            guard let name = below["commandName"] as? String, name != "help" else { continue }
            commands[name] = CommandOutline(below)
        }
    }

    private static func names(_ argument: [String: Any]) -> [String] {
        guard argument["kind"] as? String != "positional" else { return [] }
        let names = argument["names"] as? [[String: Any]] ?? []
        return names.compactMap { $0["kind"] as? String == "long" ? $0["name"] as? String : nil }
    }

    private static func option(_ argument: [String: Any]) -> Option {
        if argument["kind"] as? String == "flag" { return .flag }
        return argument["isRepeating"] as? Bool == true ? .values : .value
    }

    /// The option `name` of this command or of one below it.
    func option(_ name: String) -> Option? {
        options[name] ?? commands.values.lazy.compactMap { $0.option(name) }.first
    }

    /// Names of options here and below, and of commands here.
    var names: Set<String> {
        commands.values.reduce(Set(options.keys).union(commands.keys)) { names, command in
            names.union(command.names.subtracting(command.commands.keys))
        }
    }

    /// The command that `words` begin with, and how many of them name it.
    func command(_ words: some Collection<String>) -> (path: [String], outline: CommandOutline) {
        guard let word = words.first, let below = commands[word] else { return ([], self) }
        let (path, outline) = below.command(words.dropFirst())
        return ([word] + path, outline)
    }
}

/// Finds what somebody may have meant.
enum NearMiss {
    /// The name nearest to `word`: a few letters off, or longer or shorter by a part; nil where none is near.
    static func of(_ word: String, in names: some Collection<String>) -> String? {
        let near = names.map { (name: $0, distance: distance(word, $0)) }
            .filter { $0.distance <= max(1, min(word.count, $0.name.count) / 3) || isPart(word, of: $0.name) }
        return near.min { ($0.distance, -$0.name.count, $0.name) < ($1.distance, -$1.name.count, $1.name) }?.name
    }

    private static func isPart(_ word: String, of name: String) -> Bool {
        min(word.count, name.count) >= 4 && (name.hasPrefix(word) || word.hasPrefix(name))
    }

    /// Letters to put in, take out, change, or swap with the next (optimal string alignment).
    static func distance(_ one: String, _ other: String) -> Int {
        let (rows, columns) = (Array(one), Array(other))
        var above: [Int] = []
        var row = Array(0...columns.count)
        for (i, letter) in rows.enumerated() {
            var next = [i + 1]
            for (j, against) in columns.enumerated() {
                var best = min(row[j] + (letter == against ? 0 : 1), row[j + 1] + 1, next[j] + 1)
                if i > 0, j > 0, letter == columns[j - 1], rows[i - 1] == against { best = min(best, above[j - 1] + 1) }
                next.append(best)
            }
            (above, row) = (row, next)
        }
        return row[columns.count]
    }
}

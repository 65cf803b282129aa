import Foundation
import Yams

/// Options from a YAML file, under the same names as the flags.
///
/// The path of a command is a path of maps. An option is for every command below where it stands that has it; what
/// stands deeper wins over what stands further up, and the command line over both. Names that no command has are
/// refused, wherever in the file they stand.
///
///     data: /srv/tocsin
///     broker:
///       run: {from: [lsst-alerts-v10], batch: 500}
struct ConfigurationFile {
    private struct Setting {
        var option: CommandOutline.Option
        var value: Node
        var line: Int
    }

    /// The command line with the file's options.
    private(set) var arguments: [String]
    private var path = ""
    /// Lines of the options that were taken from the file.
    private var lines: [String: Int] = [:]

    /// Adds the file's options to `given` where the command line does not give them.
    init(
        _ given: [String], outline: @autoclosure () -> CommandOutline, environment: [String: String]
    ) throws(CommandFailure) {
        arguments = given
        guard let path = try Self.takePath(from: &arguments, environment: environment), !asksForHelp else { return }
        self.path = path
        guard let root = try read() else { return }
        let outline = outline()
        try check(root, against: outline, at: [])
        let (words, command) = outline.command(arguments)
        var settings: [String: Setting] = [:]
        collect(root, words, command, into: &settings)
        try add(settings, at: words.count)
    }

    /// Where in the file the options stand that `message`, a complaint of the parser, names; nil where none does.
    func origin(of message: String) -> String? {
        let places = lines.sorted { $0.key < $1.key }.filter { name, _ in
            message.firstRange(of: "--\(name)").map { range in
                message[range.upperBound...].first.map { !$0.isLetter && $0 != "-" } ?? true
            } ?? false
        }
        guard !places.isEmpty else { return nil }
        return places.map { "--\($0.key) comes from \(path), line \($0.value)" }.joined(separator: "; ")
    }

    private var options: ArraySlice<String> { arguments.prefix { $0 != "--" } }

    private var asksForHelp: Bool {
        arguments.isEmpty || arguments.first == "help"
            || options.contains { ["-h", "--help", "--version"].contains($0) }
    }

    private static func takePath(
        from arguments: inout [String], environment: [String: String]
    ) throws(CommandFailure) -> String? {
        let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
        if let at = arguments[..<end].firstIndex(of: "--config") {
            guard at + 1 < end else {
                throw CommandFailure.misused("--config needs the path of a YAML file")
            }
            defer { arguments.removeSubrange(at...at + 1) }
            return arguments[at + 1]
        }
        if let at = arguments[..<end].firstIndex(where: { $0.hasPrefix("--config=") }) {
            defer { arguments.remove(at: at) }
            return String(arguments[at].dropFirst("--config=".count))
        }
        if let path = environment["TOCSIN_CONFIG"], !path.isEmpty { return path }
        return FileManager.default.fileExists(atPath: "tocsin.yaml") ? "tocsin.yaml" : nil
    }

    // MARK: Reading

    private func read() throws(CommandFailure) -> Node.Mapping? {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure.impossible("\(path): the configuration file cannot be read")
        }
        let node: Node?
        do {
            node = try Yams.compose(yaml: String(decoding: data, as: UTF8.self))
        } catch {
            throw CommandFailure.misused(path + Self.words(error))
        }
        guard let node, node.null == nil else { return nil }
        guard let root = node.mapping else {
            throw CommandFailure.misused("\(path): a configuration file is a map of names to values")
        }
        return root
    }

    /// Without the text of the line, in which there may be what is nobody's business.
    private static func words(_ error: any Error) -> String {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            ", line \(mark.line): this is no YAML: \(problem)"
        case .duplicatedKeysInMapping(let names, let context):
            ", line \(context.mark.line): \(names.joined(separator: ", ")) stands there twice"
        case .reader(let problem, let offset, _, _):
            ", byte \(offset ?? 0): this is no YAML: \(problem)"
        default: ": this is no YAML"
        }
    }

    // MARK: Checking

    private func check(
        _ section: Node.Mapping, against outline: CommandOutline, at place: [String]
    ) throws(CommandFailure) {
        for (key, value) in section {
            let line = key.mark?.line ?? 0
            guard let name = key.scalar?.string else { throw refusal("a name must be text", line) }
            if let below = outline.commands[name] {
                guard let map = value.mapping else {
                    guard value.null == nil else { continue }
                    throw refusal("'\(name)' is a command; its options stand in a map below it", line)
                }
                try check(map, against: below, at: place + [name])
            } else if let option = outline.option(name) {
                _ = try words(name, Setting(option: option, value: value, line: line))
            } else {
                throw unknown(name, outline, place, line)
            }
        }
    }

    private func unknown(_ name: String, _ outline: CommandOutline, _ place: [String], _ line: Int) -> CommandFailure {
        let command = (["tocsin"] + place).joined(separator: " ")
        let hint = NearMiss.of(name, in: outline.names).map { "; did you mean '\($0)'?" } ?? ""
        return refusal("'\(name)' is no option of \(command)\(hint)", line)
    }

    private func refusal(_ text: String, _ line: Int) -> CommandFailure {
        CommandFailure.misused("\(path), line \(line): \(text)")
    }

    // MARK: Using

    /// What is set for `command`, which `words` lead to; what is deeper is put over what is further up.
    private func collect(
        _ section: Node.Mapping, _ words: [String], _ command: CommandOutline, into settings: inout [String: Setting]
    ) {
        for (key, value) in section {
            guard let name = key.scalar?.string, let option = command.options[name], value.mapping == nil else {
                continue
            }
            settings[name] = Setting(option: option, value: value, line: key.mark?.line ?? 0)
        }
        guard let word = words.first, let below = section[word]?.mapping else { return }
        collect(below, Array(words.dropFirst()), command, into: &settings)
    }

    /// Puts options behind the words that name the command, before whatever else was given.
    private mutating func add(_ settings: [String: Setting], at place: Int) throws(CommandFailure) {
        let given = Set(options.filter { $0.hasPrefix("--") }.map { $0.dropFirst(2).prefix { $0 != "=" } })
        var added: [String] = []
        for (name, setting) in settings.sorted(by: { $0.key < $1.key }) where !given.contains(name[...]) {
            added += try words(name, setting)
            lines[name] = setting.line
        }
        arguments.insert(contentsOf: added, at: place)
    }

    /// The option as it is written on a command line.
    private func words(_ name: String, _ setting: Setting) throws(CommandFailure) -> [String] {
        switch setting.option {
        case .flag:
            guard let flag = setting.value.bool else { throw refusal("\(name) is true or false", setting.line) }
            return flag ? ["--\(name)"] : []
        case .value:
            return [try word(name, setting.value, "one text or number", setting.line)]
        case .values:
            guard let list = setting.value.sequence else {
                return [try word(name, setting.value, "a text or number, or a list of them", setting.line)]
            }
            return try list.map { item throws(CommandFailure) in
                try word(name, item, "a list of texts or numbers", item.mark?.line ?? setting.line)
            }
        }
    }

    private func word(_ name: String, _ value: Node, _ wanted: String, _ line: Int) throws(CommandFailure) -> String {
        guard let text = value.scalar?.string, value.null == nil, !Self.isTruth(value) else {
            throw refusal("\(name) is \(wanted)", line)
        }
        return "--\(name)=\(text)"
    }

    /// True for `true` and `false` without quotes.
    private static func isTruth(_ value: Node) -> Bool {
        value.scalar?.style == .plain && value.bool != nil
    }
}

import Foundation
import Simulator

/// Files that scenarios read: opsim databases and catalogues, in configured folders only.
struct InputFiles: Sendable {
    var folders: [String]

    /// What is missing or lies elsewhere, and the folder that the scenario's relative paths begin in: the first that
    /// has them all.
    func check(_ scenario: Scenario) -> (problems: [String], folder: String) {
        var files = scenario.sky.files
        if case .opsim(let file) = scenario.survey.visits { files.append(file) }
        files += [scenario.registry?.passwordFile].compactMap(\.self) + scenario.transports.compactMap(\.tokenFile)
        let (absolute, relative) = (files.filter { $0.hasPrefix("/") }, files.filter { !$0.hasPrefix("/") })
        var problems = absolute.filter { !isWithinAny($0) }.map(rule)
        let folder = folders.first { folder in relative.allSatisfy { isFile($0, in: folder) } }
        if folder == nil, !relative.isEmpty {
            let missing = relative.filter { file in !folders.contains { isFile(file, in: $0) } }
            problems += missing.map(rule)
            if missing.isEmpty { problems.append("the input files lie in different folders: put them into one") }
        }
        return (problems, folder ?? folders.first ?? "")
    }

    private func rule(_ file: String) -> String {
        guard !folders.isEmpty else {
            return "'\(file)' cannot be read: the service has no folder for inputs; start it with --inputs FOLDER"
        }
        return
            "'\(file)' is not among the inputs: GET /api/inputs lists what may be read (--inputs FOLDER adds a folder)"
    }

    private func isFile(_ file: String, in folder: String) -> Bool { lies("\(folder)/\(file)", in: folder) }

    private func isWithinAny(_ path: String) -> Bool { folders.contains { lies(path, in: $0) } }

    /// Symbolic links count as what they lead to.
    private func lies(_ path: String, in folder: String) -> Bool {
        guard let path = Self.real(path), let folder = Self.real(folder) else { return false }
        var isFolder: ObjCBool = false
        let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        return isThere && !isFolder.boolValue && path.hasPrefix(folder.hasSuffix("/") ? folder : folder + "/")
    }

    private static func real(_ path: String) -> String? {
        guard let text = realpath(path, nil) else { return nil }
        defer { free(text) }
        return String(cString: text)
    }

    /// Names of files, relative to their folders, sorted; at most so many.
    func names(limit: Int = 500) -> [String] {
        var names: Set<String> = []
        for folder in folders {
            let files = FileManager.default.enumerator(atPath: folder)
            var seen = 0
            while names.count < limit, seen < 20_000, let name = files?.nextObject() as? String {
                seen += 1
                let isHidden = name.split(separator: "/").contains { $0.hasPrefix(".") }
                if !isHidden, lies("\(folder)/\(name)", in: folder) { names.insert(name) }
            }
        }
        return names.sorted()
    }
}

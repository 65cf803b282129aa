import AlertModel
import AlertStore
import AlertStreams
import AlertTesting
import ArgumentParser
import Broker
import Distribution
import Foundation
import Portal

/// The whole way in one process: files to a topic, to the store, to pages.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Packets of files through a broker into a browser, in one process.",
        discussion: """
            Packets come from the paths given; without any from the folder that TOCSIN_TEST_DATA names; without that from packets
            that Tocsin makes itself, and it says so. Run it again and it goes on with the same store.

            With --check it ends once every packet is accounted for and the pages answer: 0 where all is well.

            Examples:
              tocsin demo alerts/ night.tar.gz
              tocsin demo --check
            """)

    static let topic = "demo"

    @Argument(help: "Files, folders, archives.")
    var paths: [String] = []
    @Option(help: "The portal's port; 0 takes a free one.")
    var port = 8080
    @Flag(help: "End when every packet is accounted for and the pages answer.")
    var check = false
    @OptionGroup var options: StreamOptions

    func run() async throws {
        let command = self
        do {
            try await untilInterrupted { try await command.demonstrate() }
        } catch let failure as CommandFailure where failure.exitCode == 130 && !check {
            Console.note("demo ended; its data are in \(options.data)")
        }
    }

    private func demonstrate() async throws {
        let source = try DemoPackets.choose(paths: paths, folder: options.data)
        Console.note(source.words)
        let stream = try options.embedded()
        try await TopicMaking.make(Self.topic, partitions: 2, in: stream)
        let store = try AlertStore(path: options.storePath)
        let service = IngestService(stream: stream, topic: Self.topic, store: store)
        let replay = replay(source)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.run() }
            let listening = PortalAddress()
            let portal = self.portal(store, stream)
            group.addTask { try await portal.run { port in listening.set(port) } }
            let sent = try await replay.run(to: stream, topic: Self.topic)
            Console.note("replayed: \(sent.words)")
            let port = try await listening.port()
            try await DemoCheck(store: store, stream: stream).waitUntilDrained()
            for account in try await store.accounts() { Console.note(account.words) }
            Console.note("\(Self.open(port))")
            if check { try await DemoCheck(store: store, stream: stream).checkPages(port: port) }
            if check { group.cancelAll() }
            try await group.waitForAll()
        }
        try store.close()
        await stream.close()
    }

    private static func open(_ port: Int) -> String { "portal: http://127.0.0.1:\(port)/  (Ctrl-C ends the demo)" }

    private func replay(_ source: DemoPackets) -> Replay {
        var plan = ReplayPlan(name: "demo \(source.paths.joined(separator: " "))")
        plan.resumes = true
        var replay = Replay(paths: source.paths, plan: plan)
        replay.onRefusal = { Console.error("\($0)") }
        replay.onProgress = { Progress.show("replaying: \($0.words)") }
        return replay
    }

    private func portal(_ store: AlertStore, _ stream: EmbeddedStream) -> Portal {
        Portal(
            configuration: PortalConfiguration(port: check && port == 8080 ? 0 : port, version: TocsinVersion.text),
            store: store, fetcher: stream)
    }
}

/// Which packets a demo shows, and in which words it says so.
struct DemoPackets {
    var paths: [String]
    var words: String

    static func choose(paths: [String], folder: String) throws -> DemoPackets {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        if !paths.isEmpty { return DemoPackets(paths: paths, words: "packets of \(paths.joined(separator: ", "))") }
        let data = ProcessInfo.processInfo.environment["TOCSIN_TEST_DATA"] ?? "../shared/data"
        let found = ["lsst-alerts", "ztf-alerts"].map { data + "/" + $0 }.filter {
            FileManager.default.fileExists(atPath: $0)
        }
        if !found.isEmpty { return DemoPackets(paths: found, words: "real packets of \(data)") }
        return try made(in: folder + "/made-packets")
    }

    private static func made(in folder: String) throws -> DemoPackets {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for (name, bytes) in try MadeNight.files(seed: 20_260_224) {
            try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
        }
        return DemoPackets(
            paths: [folder],
            words:
                "no packets given and none in TOCSIN_TEST_DATA: these are made by Tocsin itself (seed 20260224), in \(folder)"
        )
    }
}

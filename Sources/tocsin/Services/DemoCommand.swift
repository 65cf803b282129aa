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
            Packets come from the paths given; without any from the folder that TOCSIN_TEST_DATA names; without that a night is \
            simulated, and the portal shows it while it comes in. Run it again and it goes on with the same store, with \
            the next night.

            With --check it ends once every packet is accounted for and the pages answer: 0 where all is well, 1 where files or \
            packets were left out or set aside.

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
        let source = try DemoSource.choose(paths: paths, folder: options.data)
        Console.note(source.words)
        let stream = try options.embedded()
        try await TopicMaking.make(Self.topic, partitions: 2, in: stream)
        let store = try AlertStore(path: options.storePath)
        let service = IngestService(stream: stream, topic: Self.topic, store: store)
        let demo = DemoCheck(store: store, stream: stream)
        let before = try await demo.setAside()
        let refusals = Refusals()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.run() }
            let listening = PortalAddress()
            let portal = self.portal(store, stream)
            group.addTask { try await portal.run { port in listening.set(port) } }
            let port = try await listening.port()
            Console.note("\(Self.open(port))")
            Console.note(try await send(source, to: stream, refusals))
            try await demo.waitUntilDrained()
            for account in try await store.accounts() { Console.note(account.words) }
            if check { try await demo.checkPages(port: port) }
            if check { group.cancelAll() }
            try await group.waitForAll()
        }
        let setAside = try await demo.setAside() - before
        try store.close()
        await stream.close()
        try refusals.check(setAside: setAside)
    }

    private func send(_ source: DemoSource, to stream: EmbeddedStream, _ refusals: Refusals) async throws -> String {
        switch source {
        case .packets(let paths, _):
            let progress = try await replay(paths).run(to: stream, topic: Self.topic)
            refusals.note(progress.refused)
            return "replayed: \(progress.words)"
        case .simulated(let night): return "simulated: \(try await night.run(to: stream, topic: Self.topic))"
        }
    }

    private static func open(_ port: Int) -> String { "portal: http://127.0.0.1:\(port)/  (Ctrl-C ends the demo)" }

    private func replay(_ paths: [String]) -> Replay {
        var plan = ReplayPlan(name: "demo \(paths.joined(separator: " "))")
        plan.resumes = true
        var replay = Replay(paths: paths, plan: plan)
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

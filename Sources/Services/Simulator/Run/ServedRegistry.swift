internal import Distribution
internal import Foundation
internal import Transports

/// The schema registry of a run: what it holds, who may read it, and how it behaves while faults are on.
struct ServedRegistry {
    let server: RegistryServer

    /// - Throws: `SimulatorError` where the file with the password cannot be read; `DistributionError`,
    ///   `TransportError` where the setting is wrong.
    init(
        _ setting: RegistrySetting, _ scenario: Scenario, folder: String, faults: RunFaults, time: SurveyTime,
        journal: RegistryJournal
    ) throws {
        let place = try setting.place()
        var server = RegistryServer(
            Self.catalogue(scenario), host: place.host, port: Int(place.port),
            credentials: try Self.credentials(setting, folder))
        server.conduct = {
            let now = time.now
            return faults.plan(visit: now.visitNumber).registryConduct(at: now.seconds, visitNumber: now.visitNumber)
        }
        server.onExchange = { journal.add($0) }
        self.server = server
    }

    /// Everything that is built in, and a subject for each topic with the versions that the scenario writes.
    private static func catalogue(_ scenario: Scenario) -> SchemaCatalogue {
        var catalogue = SchemaCatalogue()
        let ids = scenario.schemaVersions.compactMap(SchemaCatalogue.id(ofVersion:))
        for transport in scenario.transports where transport.kind.isPartitioned {
            catalogue.serve(topic: transport.topicName, ids: ids)
        }
        return catalogue
    }

    private static func credentials(_ setting: RegistrySetting, _ folder: String) throws -> RegistryCredentials? {
        guard let user = setting.user else { return nil }
        let password = try setting.passwordFile.map { try SecretLine.read($0, in: folder) } ?? setting.password
        return try RegistryCredentials(user: user, password: password)
    }
}

/// A password or token in a file of its own.
enum SecretLine {
    /// The first line of a file that a scenario names.
    static func read(_ file: String, in folder: String) throws(SimulatorError) -> String {
        let path = ScenarioPath.resolved(file, in: folder)
        guard let data = FileManager.default.contents(atPath: path) else {
            throw SimulatorError("\(path): the file with the password or token cannot be read")
        }
        let line = String(String(decoding: data, as: UTF8.self).prefix { !$0.isNewline })
        guard !line.isEmpty else { throw SimulatorError("\(path): its first line holds no password or token") }
        return line
    }
}

extension Scenario {
    /// Schema versions that packets are written by, in the order of their coming.
    var schemaVersions: [String] {
        let migrations = faults.compactMap { fault -> (Int, String)? in
            guard case .schemaMigration(let version) = fault.kind else { return nil }
            return (fault.scope.visits?.bounds?.lowerBound ?? 1, version)
        }
        let later = migrations.enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }
        return [survey.schemaVersion] + later.map(\.element.1)
    }
}

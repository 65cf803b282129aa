import Foundation
import Observing
import Simulator
import SkyMath

/// A catalogue of small bodies in MPCORB's form, read, moved to a night a year after its epoch, and asked for fields.
///
/// Orbits are drawn evenly between 2.1 and 3.3 au: their number and epoch make the cost, not their places.
enum SmallBodyBenchmarks {
    static func run(folder: String, counts: [Int] = [100_000, 1_000_000]) throws {
        for count in counts {
            let path = "\(folder)/orbits-\(count).dat"
            defer { try? FileManager.default.removeItem(atPath: path) }
            try Data(file(count).utf8).write(to: URL(filePath: path))
            try measure(path, count)
        }
    }

    private static func measure(_ path: String, _ count: Int) throws {
        let catalogue = CatalogueSetting(population: .solarSystem, file: path)
        let sky = SkySetting(populations: [.solarSystem], catalogues: [catalogue])
        print("\(count) small bodies of a catalogue, processor seconds:")
        let bodies = try timed("read") { try SmallBodyCatalogue(sky, folder: "") }
        var plan = NightPlan(night: ObservingNight(mjd: 61_364))
        (plan.historyNights, plan.hasStamps) = (1, false)
        (plan.populations, plan.smallBodies) = ([.solarSystem], bodies)
        let night = try timed("the night") { try NightSimulator(plan) }
        let onEcliptic = night.visits.indices.sorted { latitude(night.visits[$0]) < latitude(night.visits[$1]) }
        for (number, visit) in onEcliptic.prefix(4).enumerated() {
            _ = try timed("field \(number + 1) on the ecliptic") { try night.packets(ofVisit: visit) }
        }
    }

    private static func timed<T>(_ what: String, _ work: () throws -> T) rethrows -> T {
        let (began, used) = (ContinuousClock.now, clock())
        let made = try work()
        let busy = Double(clock() - used) / Double(CLOCKS_PER_SEC)
        print(String(format: "  %@: %.2f (%.2f s)", what, busy, began.duration(to: .now) / .seconds(1)))
        return made
    }

    private static func latitude(_ visit: Visit) -> Double {
        let v = visit.position.unitVector
        return abs(0.917_482 * v.z - 0.397_777 * v.y)
    }

    /// Epoch 2025-11-04, H from 14 to 19.
    private static func file(_ count: Int) -> String {
        var text = String(repeating: "-", count: 160) + "\n"
        for number in 0..<count {
            var draws = Draws(seed: 3, UInt64(number))
            let angles = (0..<3).map { _ in draws.uniform(0..<360) }
            let a = draws.uniform(2.1..<3.3)
            let name = "~" + String(number, radix: 36)
            text += name.padding(toLength: 8, withPad: " ", startingAt: 0)
            text += String(
                format: "%5.2f  0.15 K25B4 %9.5f  %9.5f  %9.5f  %9.5f  %9.7f %11.8f %11.7f\n", draws.uniform(14..<19),
                angles[0], angles[1], angles[2], draws.uniform(0..<18), draws.uniform(0..<0.25),
                0.985_607_6 / (a * a.squareRoot()), a)
        }
        return text
    }
}

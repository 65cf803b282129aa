internal import AlertModel
internal import Bytes
internal import SkyMath
internal import VOEvent

/// The alerts of LSST or ZTF packets as VOEvent 2.0.
///
/// An event holds what a packet's newest detection says: identifiers, place, time, flux on the difference image, and how sure
/// the survey is. It was written when the survey issues the packet. History and stamps stay in the packet.
struct VOEventPackets {
    /// What each event's identifier begins with: `ivo://authority/resource`.
    static let stream = "ivo://tocsin/simulated"
    private let decoder = AlertDecoder()

    /// `packet` with the event's XML as its bytes.
    ///
    /// - Throws: `SimulatorError` where the packet cannot be read, or the event cannot be written.
    func event(of packet: IssuedPacket) throws(SimulatorError) -> IssuedPacket {
        do {
            guard let alert = try decoder.decode(packet.bytes).first else {
                throw SimulatorError("packet \(packet.alertID) holds no alert")
            }
            var event = packet
            event.schemaID = 0
            event.bytes = try voevent(packet, alert).xml()
            return event
        } catch let error as SimulatorError { throw error } catch {
            throw SimulatorError("packet \(packet.alertID) cannot be made a VOEvent: \(error)")
        }
    }

    private func voevent(_ packet: IssuedPacket, _ alert: Alert) -> VOEvent {
        var event = VOEvent(ivorn: "\(Self.stream)#\(packet.alertID)", role: .test)
        let time = ISOTime(mjd: TimeScale.mjdUtc(fromMjdTai: packet.midpointMjdTai))
        let issued = ISOTime(mjd: TimeScale.mjdUtc(fromMjdTai: packet.issuedMjdTai))
        event.who = Who(authorIvorn: Self.stream, date: issued)
        event.what = what(packet, alert)
        // A tenth of an arcsecond where the packet has no error of its own.
        let error = max(alert.source.raErr ?? 0, alert.source.decErr ?? 0)
        event.whereWhen = WhereWhen(
            observation: Coordinates(
                time: time, raDeg: packet.position.ra, decDeg: packet.position.dec,
                errorRadiusDeg: error > 0 ? error : 0.1 / 3600))
        event.why = alert.source.reliability.map(why)
        return event
    }

    private func why(_ reliability: Double) -> Why {
        var why = Why(importance: reliability)
        why.descriptions = ["The importance is the reliability of the detection."]
        return why
    }

    private func what(_ packet: IssuedPacket, _ alert: Alert) -> What {
        let source = alert.source
        var parameters = [
            Parameter("diaSourceId", packet.alertID, ucd: "meta.id"),
            Parameter("objectId", packet.objectID, ucd: "meta.id.parent"), Parameter("visit", packet.visit),
            Parameter("detector", packet.detector),
            Parameter("band", packet.band.description, ucd: "instr.bandpass"),
            Parameter("nPrevious", alert.history.count, ucd: "meta.number"),
        ]
        let numbers: [(String, Double?, String?, String)] = [
            ("psfFlux", source.psfFlux, "nJy", "phot.flux.density"),
            ("psfFluxErr", source.psfFluxErr, "nJy", "stat.error;phot.flux.density"),
            ("SNR", source.snr, nil, "stat.snr"), ("reliability", source.reliability, nil, "stat.probability"),
        ]
        for (name, value, unit, ucd) in numbers {
            if let value { parameters.append(Parameter(name, value, unit: unit, ucd: ucd)) }
        }
        return What(parameters: parameters)
    }
}

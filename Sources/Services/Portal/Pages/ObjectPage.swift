import AlertModel
import AlertStore
import Foundation
import HTTPTypes
import Hummingbird
import SkyMath

extension Pages {
    /// One object: light curve, stamps of one of its alerts, positions, links, packets.
    func object(_ id: String, _ query: Query) async throws -> Response {
        let row = try await API(portal: portal).row(id)
        let curve = try await portal.store.lightCurve(of: row.id)
        let alerts = curve.detections.filter { curve.packets[$0.id] != nil }
        let shown = try chosen(alerts, query)
        var context = summary(row)
        context.merge(position(row)) { _, new in new }
        let figure = LightCurveFigure(
            curve: curve, options: try options(query, highlight: shown?.id, title: "\(row.id)"))
        context["lightCurve"] = figure.svg
        context["lightCurveTable"] = figure.tableHTML
        context["pointCount"] = curve.detections.count + curve.forced.count + curve.upperLimits.count
        context["toggles"] = toggles(query)
        if let shown { context["alert"] = try await alert(shown, alerts, row, query) }
        return .html(try templates.page("object", title: "\(row.id)", section: "objects", context))
    }

    /// The light curve alone, which a page asks for when the reader changes its axes.
    func lightCurve(_ id: String, _ query: Query) async throws -> Response {
        let row = try await API(portal: portal).row(id)
        let curve = try await portal.store.lightCurve(of: row.id)
        let shown = query.text("alert").flatMap { Int64($0) }
        return .html(
            LightCurveFigure(curve: curve, options: try options(query, highlight: shown, title: "\(row.id)")).svg)
    }

    private func options(_ query: Query, highlight: Int64?, title: String) throws -> LightCurveFigure.Options {
        LightCurveFigure.Options(
            unit: try query.choice("unit", LightCurveFigure.Unit.self) ?? .flux,
            axis: try query.choice("axis", LightCurveFigure.Axis.self) ?? .tai, title: title, highlight: highlight)
    }

    /// Links that change unit and axis, for readers without JavaScript.
    private func toggles(_ query: Query) -> [[String: Any]] {
        let unit = query.text("unit") ?? "flux"
        let axis = query.text("axis") ?? "tai"
        let units = [("flux", "flux, nJy"), ("magnitude", "magnitude, AB")]
        let axes = [("tai", "MJD TAI"), ("utc", "UTC"), ("jd", "JD UTC")]
        return units.map { toggle("unit", $0, unit, query) } + axes.map { toggle("axis", $0, axis, query) }
    }

    private func toggle(_ name: String, _ choice: (String, String), _ current: String, _ query: Query) -> [String: Any]
    {
        [
            "name": name, "value": choice.0, "text": choice.1, "isOn": choice.0 == current,
            "address": query.address([name: choice.0]),
        ]
    }

    private func chosen(_ alerts: [Detection], _ query: Query) throws -> Detection? {
        guard let text = query.text("alert") else { return alerts.last }
        guard let id = Int64(text), let found = alerts.first(where: { $0.id == id }) else {
            throw Failure(.notFound, "the object has no alert \(text) in the store")
        }
        return found
    }

    private func summary(_ row: ObjectRow) -> [String: Any] {
        [
            "id": "\(row.id)", "survey": row.id.survey.name, "class": row.classification,
            "designation": row.designation ?? "", "detections": PageText.count(row.detectionCount),
            "detectionNoun": row.detectionCount == 1 ? "detection" : "detections",
            "alerts": PageText.count(row.alertCount), "first": PageText.time(mjdTai: row.firstMjdTai),
            "last": PageText.time(mjdTai: row.lastMjdTai), "firstMjd": PageText.number(row.firstMjdTai, digits: 5),
            "lastMjd": PageText.number(row.lastMjdTai, digits: 5), "band": row.latestBand.letter,
            "magnitude": PageText.number(row.latestMagnitude, digits: 2),
            "reliability": PageText.number(row.reliability, digits: 3),
        ]
    }

    private func position(_ row: ObjectRow) -> [String: Any] {
        let position = SkyPosition(ra: row.ra, dec: row.dec)
        let galactic = position.galactic
        return [
            "ra": PageText.number(row.ra, digits: 6), "dec": PageText.number(row.dec, digits: 6),
            "sexagesimal": position.sexagesimal, "l": PageText.number(galactic.l, digits: 4),
            "b": PageText.number(galactic.b, digits: 4), "links": FinderLinks.all(position),
        ]
    }
}

extension Pages {
    /// The stamps and numbers of the alert shown, and the ways to the ones before and after.
    private func alert(
        _ shown: Detection, _ alerts: [Detection], _ row: ObjectRow, _ query: Query
    ) async throws -> [String: Any] {
        let name = AlertName(survey: row.id.survey, id: shown.id)
        var context: [String: Any] = [
            "id": "\(shown.id)", "path": name.path, "time": PageText.time(mjdTai: shown.midpointMjdTai),
            "mjd": PageText.number(shown.midpointMjdTai, digits: 6), "band": shown.band.letter,
            "flux": PageText.number(shown.psfFlux, digits: 1), "fluxErr": PageText.number(shown.psfFluxErr, digits: 1),
            "magnitude": PageText.number(shown.psfFlux.flatMap { Magnitude.magnitude(ofFlux: $0) }, digits: 2),
            "snr": PageText.number(shown.snr, digits: 1), "reliability": PageText.number(shown.reliability, digits: 3),
            "visit": shown.visit.map { "\($0)" } ?? "–", "detector": shown.detector.map { "\($0)" } ?? "–",
            "flags": shown.flags.names.joined(separator: ", "), "hasFlags": !shown.flags.isEmpty,
        ]
        let index = alerts.firstIndex { $0.id == shown.id } ?? 0
        if index > 0 { context["previous"] = query.address(["alert": "\(alerts[index - 1].id)"]) }
        if index + 1 < alerts.count { context["next"] = query.address(["alert": "\(alerts[index + 1].id)"]) }
        context["number"] = "\(index + 1) of \(alerts.count)"
        let options = try query.stampOptions()
        do {
            let stamps = try await portal.packets.alert(name).stamps
            let address = "/api/v1/alerts/\(name.path)/stamps"
            var triplet = StampTriplet(address: address, stamps: stamps, options: options)
            triplet.otherParameters = query.texts(["alert", "unit", "axis"])
            context["stamps"] = triplet.html
            context["hasFITS"] = [stamps.science, stamps.template, stamps.difference].contains {
                $0.map { !Stamp.isJPEG($0) } ?? false
            }
        } catch {
            context["problem"] = try whyNoStamps(error, of: name)
        }
        return context
    }

    /// The rest of the page is in the store and stays of use.
    private func whyNoStamps(_ error: any Error, of name: AlertName) throws -> String {
        if error is CancellationError { throw error }
        if let failure = error as? Failure, failure.status != .internalServerError { return failure.message }
        let failure = Failure.logged(
            error, "the packet could not be read", path: "/api/v1/alerts/\(name.path)", logger: portal.logger)
        return "\(failure.message); the portal's log says why under \(failure.reference ?? "its address")"
    }
}

/// Other people's views of a position.
enum FinderLinks {
    static func all(_ position: SkyPosition) -> [[String: Any]] {
        let (ra, dec) = (String(format: "%.6f", position.ra), String(format: "%+.6f", position.dec))
        let target = Query.encoded("\(ra) \(dec)")
        let links = [
            ("Aladin Lite", "https://aladin.cds.unistra.fr/AladinLite/?target=\(target)&fov=0.05"),
            ("SIMBAD", "https://simbad.cds.unistra.fr/simbad/sim-coo?Coord=\(target)&Radius=10&Radius.unit=arcsec"),
            (
                "NED",
                "https://ned.ipac.caltech.edu/conesearch?search_type=Near%20Position%20Search&ra=\(ra)d&dec=\(Query.encoded(dec))d&radius=0.5"
            ),
            ("TNS", "https://www.wis-tns.org/search?ra=\(ra)&decl=\(Query.encoded(dec))&radius=5&coords_unit=arcsec"),
            (
                "Legacy Survey",
                "https://www.legacysurvey.org/viewer?ra=\(ra)&dec=\(Query.encoded(dec))&zoom=16&layer=ls-dr10"
            ),
        ]
        return links.map { ["name": $0.0, "address": $0.1] }
    }
}

extension DetectionFlags {
    /// The flags set, in words.
    var names: [String] {
        let all: [(DetectionFlags, String)] = [
            (.negative, "negative"), (.dipole, "dipole"), (.trailed, "trailed"), (.edge, "edge"),
            (.saturated, "saturated"), (.cosmicRay, "cosmic ray"), (.badPixels, "bad pixels"),
            (.interpolated, "interpolated"), (.suspect, "suspect"), (.streak, "streak"), (.injected, "injected"),
            (.fluxUnreliable, "flux unreliable"), (.positionUnreliable, "position unreliable"),
            (.shapeUnreliable, "shape unreliable"), (.isolatedVisit, "isolated visit"),
        ]
        return all.filter { contains($0.0) }.map(\.1)
    }
}

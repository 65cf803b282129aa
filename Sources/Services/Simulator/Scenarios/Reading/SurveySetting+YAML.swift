internal import SkyMath
internal import Yams

extension SurveySetting {
    /// Schema versions that packets can be written by, newest first.
    public static let schemaVersions = [
        "11.1", "11.0", "10.0", "9.0", "8.0", "7.4", "7.3", "7.2", "7.1", "7.0", "ztf-4.02",
    ]

    static func read(_ node: Node, _ problems: Problems) -> SurveySetting {
        let keys = [
            "opsim", "scheduler", "start", "schema", "alerts-per-visit", "fill", "history-nights", "stamps",
            "stamp-mask", "burst",
        ]
        var survey = SurveySetting()
        guard let section = Section(node, name: "survey", known: keys, problems) else { return survey }
        if let file = section.inputPath("opsim") { survey.visits = .opsim(file: file) }
        _ = section.value("scheduler", "built-in", { $0 == "built-in" ? $0 : nil })
        if section.node("opsim") != nil, section.node("scheduler") != nil {
            section.report("scheduler", "Visits come from 'opsim' or from 'scheduler', not from both.")
        }
        survey.startNight = section.night("start")
        survey.schemaVersion = section.schemaVersion("schema") ?? survey.schemaVersion
        survey.alertsPerVisit = section.integer("alerts-per-visit", 1...1_000_000)
        survey.fill = section.choice("fill", VisitFill.self) ?? survey.fill
        survey.historyNights = section.integer("history-nights", 0...3650) ?? survey.historyNights
        survey.hasStamps = section.flag("stamps") ?? survey.hasStamps
        survey.hasStampMasks = section.flag("stamp-mask") ?? survey.hasStampMasks
        if survey.schemaVersion.hasPrefix("ztf"), survey.visits != .scheduler {
            problems.remark(
                section.mark(of: "schema"), "ZTF has the bands g, r and i: visits in u, z and y send nothing.")
        }
        if let node = section.node("burst") { survey.burst = AlertBurst.read(node, problems) }
        if survey.hasStampMasks, !survey.hasStamps {
            section.report("stamp-mask", "There is no mask without stamps: set 'stamps' on, or leave 'stamp-mask' out.")
        }
        if survey.hasStampMasks, survey.schemaVersion.hasPrefix("ztf") {
            section.report("stamp-mask", "ZTF's stamps have no mask: leave 'stamp-mask' out, or choose LSST's schema.")
        }
        return survey
    }
}

extension AlertBurst {
    static func read(_ node: Node, _ problems: Problems) -> AlertBurst {
        var burst = AlertBurst()
        guard let section = Section(node, name: "burst", known: ["after", "lasts", "shape"], problems) else {
            return burst
        }
        burst.afterSeconds = section.duration("after") ?? burst.afterSeconds
        burst.lastsSeconds = section.duration("lasts") ?? burst.lastsSeconds
        if burst.lastsSeconds > AlertBurst.longestSeconds {
            let most = Quantity.text(seconds: AlertBurst.longestSeconds)
            section.report("lasts", "Visits follow each other within some 37 s: a burst lasts \(most) at most.")
        }
        burst.shape = section.choice("shape", BurstShape.self) ?? burst.shape
        return burst
    }
}

extension SpanSetting {
    static func read(_ node: Node, _ problems: Problems) -> SpanSetting {
        var span = SpanSetting()
        let keys = ["visits", "stop-after", "duration", "pace", "begin-at"]
        guard let section = Section(node, name: "span", known: keys, problems) else { return span }
        span.beginSecondsUtc = section.value("begin-at", "a time of the day, UTC, such as '23:59' or '23:59:30'") {
            TimeOfDay.seconds($0)
        }
        span.visits = section.integer("visits", 1...10_000_000)
        span.stopAfter = section.integer("stop-after", 1...10_000_000)
        span.durationSeconds = section.duration("duration")
        if span.durationSeconds == 0 { section.report("duration", "'duration' is 0: nothing would happen.") }
        if section.node("pace") != nil {
            let pace = section.value("pace", "'fastest', or how many times real time, from 0.0001 to 100000") {
                $0 == "fastest" ? 0 : Double($0).flatMap { $0 >= 1e-4 && $0 <= 1e5 ? $0 : nil }
            }
            span.pace = pace == 0 ? nil : pace
        }
        return span
    }
}

extension Section {
    /// A date at whose evening the night begins, as a survey could have it.
    func night(_ key: String) -> ObservingNight? {
        guard let date = value(key, "a date that exists, such as 2026-02-25", { GregorianDate($0) }) else { return nil }
        guard (2000..<2100).contains(date.year) else {
            report(key, "'\(key)' must be between 2000 and 2099, not \(date).")
            return nil
        }
        return ObservingNight(mjd: date.mjd)
    }

    func schemaVersion(_ key: String) -> String? {
        guard let text = text(key) else { return nil }
        if SurveySetting.schemaVersions.contains(text) { return text }
        let hint = Suggestion.sentence(for: text, among: SurveySetting.schemaVersions)
        report(key, "There is no schema version '\(shown(text))'.\(hint)")
        return nil
    }
}

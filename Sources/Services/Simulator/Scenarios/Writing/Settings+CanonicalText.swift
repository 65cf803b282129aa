internal import SkyMath

extension SkySetting {
    var canonicalLines: [String] {
        var lines = ["sky:", "  populations:"]
        lines += SkyPopulation.allCases.map {
            "    \($0.rawValue): \(CanonicalText.flag(populations.contains($0)))"
        }
        let files = catalogues.map { entry in
            [
                ("population", entry.population.rawValue), ("file", CanonicalText.quoted(entry.file)),
                ("synthetic", entry.isBesideSynthetic ? CanonicalText.flag(true) : nil),
                ("magnitudes", entry.magnitudes.map(CanonicalText.quoted)),
            ] as CanonicalText.Pairs
        }
        return lines + CanonicalText.list("catalogues", files, indent: "  ")
    }
}

extension SurveySetting {
    var canonicalLines: [String] {
        var pairs: CanonicalText.Pairs = []
        switch visits {
        case .opsim(let file): pairs.append(("opsim", CanonicalText.quoted(file)))
        case .scheduler: pairs.append(("scheduler", "built-in"))
        }
        pairs.append(("start", startNight?.description))
        pairs.append(("schema", schemaVersion))
        pairs.append(("alerts-per-visit", alertsPerVisit.map { "\($0)" }))
        pairs.append(("fill", fill.rawValue))
        pairs.append(("history-nights", "\(historyNights)"))
        pairs.append(("stamps", CanonicalText.flag(hasStamps)))
        pairs.append(("stamp-mask", hasStampMasks ? CanonicalText.flag(true) : nil))
        pairs.append(("burst", burst == AlertBurst() ? nil : burst.canonicalText))
        return CanonicalText.mapping("survey", pairs)
    }
}

extension AlertBurst {
    fileprivate var canonicalText: String {
        let (after, lasts) = (Quantity.text(seconds: afterSeconds), Quantity.text(seconds: lastsSeconds))
        return "{after: \(after), lasts: \(lasts), shape: \(shape.rawValue)}"
    }
}

extension SpanSetting {
    var canonicalLines: [String] {
        CanonicalText.mapping(
            "span",
            [
                ("visits", visits.map { "\($0)" }), ("stop-after", stopAfter.map { "\($0)" }),
                ("duration", durationSeconds.map(Quantity.text(seconds:))),
                ("pace", pace.map { Quantity.text($0) } ?? "fastest"),
                ("begin-at", beginSecondsUtc.map { CanonicalText.quoted(TimeOfDay.text($0)) }),
            ])
    }
}

extension TransportSetting {
    var canonicalPairs: CanonicalText.Pairs {
        let bands = selection.bands.map { chosen in
            CanonicalText.flow(Passband.allCases.filter(chosen.contains).map(\.description))
        }
        let classes = selection.classes.map { CanonicalText.flow($0.sorted().map(CanonicalText.quoted)) }
        return [
            ("kind", kind.rawValue), ("to", CanonicalText.quoted(target)),
            ("topic", topic.map(CanonicalText.quoted)), ("rate", ratePerSecond.map(Quantity.text(perSecond:))),
            ("partitions", kind.isPartitioned ? partitions.map { "\($0)" } : nil), ("bands", bands),
            ("classes", classes),
            ("detectors", CanonicalText.numbers(selection.detectors)),
            ("ready-within", readyWithinSeconds.map(Quantity.text(seconds:))),
            ("subscribers", subscribers.map { "\($0)" }),
            ("group", group.map(CanonicalText.quoted)), ("token-file", tokenFile.map(CanonicalText.quoted)),
            ("framing", framing == .container ? nil : framing.rawValue),
        ]
    }
}

extension RegistrySetting {
    var canonicalLines: [String] {
        CanonicalText.mapping(
            "registry",
            [
                ("address", CanonicalText.quoted(address)), ("user", user.map(CanonicalText.quoted)),
                ("password", password.map(CanonicalText.quoted)),
                ("password-file", passwordFile.map(CanonicalText.quoted)),
            ])
    }
}

extension RegistryOutage {
    var canonicalPairs: CanonicalText.Pairs {
        switch self {
        case .status(let status): [("status", "\(status)")]
        case .hangUp: [("hangs-up", CanonicalText.flag(true))]
        case .slow(let seconds): [("delay", Quantity.text(seconds: seconds))]
        }
    }
}

extension FaultSetting {
    var canonicalPairs: CanonicalText.Pairs {
        [("fault", kind.name.rawValue)] + kind.canonicalPairs + [
            ("probability", Quantity.text(probability)), ("visits", CanonicalText.numbers(scope.visits)),
            ("detectors", CanonicalText.numbers(scope.detectors)),
            ("from", Quantity.text(seconds: scope.fromSeconds)),
            ("until", scope.untilSeconds.isFinite ? Quantity.text(seconds: scope.untilSeconds) : nil),
        ]
    }
}

extension FaultKind {
    var canonicalPairs: CanonicalText.Pairs {
        switch self {
        case .bitFlip(let bits): [("bits", "\(bits)")]
        case .truncation(let keep): [("keep", keep.map { Quantity.text($0) })]
        case .wrongLength(let bytes): [("bytes", bytes.map { "\($0)" })]
        case .wrongSchema(let id): [("schema-id", "\(id)")]
        case .duplicate(let copies, let delay):
            [("copies", "\(copies)"), ("delay", Quantity.text(seconds: delay))]
        case .reorder(let window): [("window", Quantity.text(seconds: window))]
        case .late(let delay): [("delay", Quantity.text(seconds: delay))]
        case .outage(let loses): [("loses", CanonicalText.flag(loses))]
        case .stall(let factor): [("factor", Quantity.text(factor))]
        case .spuriousFlood(let flood): flood.canonicalPairs
        case .slowDrain(let rate): [("rate", Quantity.text(perSecond: rate))]
        case .denseField(let alerts): [("alerts", "\(alerts)")]
        case .schemaMigration(let version): [("schema", version)]
        case .clockStep(let seconds): [("by", Quantity.text(seconds: seconds))]
        case .oversize(let bytes): [("bytes", "\(bytes)")]
        case .lostPartition(let lost, let reroutes):
            [("partitions", CanonicalText.numbers(lost)), ("reroutes", CanonicalText.flag(reroutes))]
        case .registryOutage(let outage): outage.canonicalPairs
        case .missingHistory, .drop, .credentialExpiry, .disconnect: []
        }
    }
}

public import AlertModel
internal import Reports

/// The three stamps of an alert side by side, as HTML that works without script.
public struct StampTriplet: Sendable {
    /// Address under which `science.png`, `template.png`, `difference.png` lie, such as `/alerts/LSST/1234/stamps`.
    public let address: String
    /// How the pictures are shown, also as the form's choice.
    public let options: StampOptions
    /// What else the page was asked for, which the form's choice leaves as it is.
    public var otherParameters: [String: String] = [:]
    let stamps: [StampKind: Stamp]
    /// What is wrong with a stamp that cannot be shown.
    let faults: [StampKind: String]

    /// Stamps that were read before; `faults` says of one that cannot be shown what is wrong with it.
    public init(
        address: String, stamps: [StampKind: Stamp], faults: [StampKind: String] = [:],
        options: StampOptions = StampOptions()
    ) {
        self.address = address
        self.stamps = stamps
        self.faults = faults
        self.options = options
    }

    /// Reads what a packet carries; damaged stamps become a line that says so. Complexity: O(pixels).
    public init(address: String, stamps: Stamps, options: StampOptions = StampOptions()) {
        var read: [StampKind: Stamp] = [:]
        var faults: [StampKind: String] = [:]
        for (kind, bytes) in [
            (StampKind.science, stamps.science), (.template, stamps.template), (.difference, stamps.difference),
        ] {
            guard let bytes else { continue }
            do throws(AlertModelError) { read[kind] = try Stamp(bytes) } catch { faults[kind] = error.description }
        }
        self.init(address: address, stamps: read, faults: faults, options: options)
    }

    /// A `figure` with the form, the three stamps and their captions; pictures are asked for below `address`.
    public var html: String {
        """
        <figure class="stamps" data-stamps>
        \(StampControls(options: options, others: otherParameters).html)
        <div class="stamp-row">
        \(StampKind.allCases.map(stamp).joined(separator: "\n"))
        </div>
        <figcaption>\(note)</figcaption>
        </figure>
        """
    }

    private func stamp(_ kind: StampKind) -> String {
        if let fault = faults[kind] { return absent(kind, "Cannot be shown: \(fault)") }
        switch stamps[kind] {
        case .image(let image): return picture(kind, image)
        case .jpeg: return photograph(kind)
        case nil: return absent(kind, "The packet carries none.")
        }
    }

    private func picture(_ kind: StampKind, _ image: StampImage) -> String {
        let caption = StampCaption(kind: kind, image: image)
        let size = "width=\"\(screen(image.width))\" height=\"\(screen(image.height))\""
        return """
            <div class="stamp" data-kind="\(kind.rawValue)"><div class="stamp-view"><div class="stamp-layer">\
            <img src="\(source(kind))" \(size) alt="\(HTML.escaped(caption.alternative))">\(Compass(image).svg)</div></div>
            <p>\(HTML.escaped(caption.text))</p></div>
            """
    }

    /// Screen pixels of a side.
    private func screen(_ pixels: Int) -> Int { min(max(pixels, 1), 1 << 20) * options.scale }

    /// A picture of unknown size, neither stretched nor measured.
    private func photograph(_ kind: StampKind) -> String {
        """
        <div class="stamp" data-kind="\(kind.rawValue)"><div class="stamp-view"><div class="stamp-layer">\
        <img src="\(source(kind))" alt="The \(kind.rawValue) stamp, a JPEG picture"></div></div>
        <p>\(kind.title): a JPEG picture as the survey made it, without measured values.</p></div>
        """
    }

    private func absent(_ kind: StampKind, _ reason: String) -> String {
        """
        <div class="stamp stamp-absent" data-kind="\(kind.rawValue)"><p>\(kind.title): \
        \(HTML.escaped(reason))</p></div>
        """
    }

    private func source(_ kind: StampKind) -> String {
        HTML.escaped("\(address)/\(kind.rawValue).png?\(options.query)")
    }

    private var note: String {
        let images = stamps.values.compactMap(\.image)
        let compass = images.compactMap { Compass($0).note }.first ?? ""
        return "Pixels as measured, not turned; hatched where there is no value. \(compass)"
    }
}

internal import Reports

/// The choice of stretch, limits and size: a plain form, which `stamps.js` makes immediate.
struct StampControls {
    let options: StampOptions
    /// What else the page was asked for, by name: a form leaves out of the address what it does not hold.
    var others: [String: String] = [:]

    var html: String {
        """
        <form class="stamp-controls" method="get" data-stamp-controls>\(hidden)
        <label>Stretch \(menu("stretch", StampStretch.allCases.map(\.rawValue), options.stretch.rawValue))</label>
        <label>Limits \(menu("limits", limits, "\(options.limits)"))</label>
        <label>Scale \(menu("scale", scales.map(String.init), "\(options.scale)"))</label>
        <button type="submit">Show</button>
        </form>
        """
    }

    private var hidden: String {
        others.sorted { $0.key < $1.key }.map { name, value in
            "<input type=\"hidden\" name=\"\(HTML.escaped(name))\" value=\"\(HTML.escaped(value))\">"
        }.joined()
    }

    private var limits: [String] {
        let usual = ["zscale", "minmax", "0.5-99.5"]
        return usual.contains("\(options.limits)") ? usual : usual + ["\(options.limits)"]
    }

    private var scales: [Int] { Set([2, 4, 6, 8, options.scale]).sorted() }

    private func menu(_ name: String, _ choices: [String], _ chosen: String) -> String {
        let items = choices.map { choice in
            "<option value=\"\(choice)\"\(choice == chosen ? " selected" : "")>\(Self.words[choice] ?? choice)</option>"
        }
        return "<select name=\"\(name)\">\(items.joined())</select>"
    }

    private static let words = [
        "sqrt": "square root", "minmax": "least to greatest", "0.5-99.5": "0.5 to 99.5 per cent",
    ]
}

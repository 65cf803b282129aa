/// The classes of variable stars by the names that catalogues give them.
enum VariableName {
    static let columns = [
        "variability", "VarType", "class", "classALeRCE", "best_class_name", "Type", "vartype", "simbad",
    ]

    /// As GCVS, VSX, Gaia DR3, ALeRCE and we ourselves name them; nil for empty names and classes that the sky does
    /// not know. Uncertainty (`:`) and what follows a slash, bracket or plus sign are ignored.
    static func kind(_ name: String) -> VariabilityClass? {
        let lower = name.lowercased()
        if let own = VariabilityClass.allCases.first(where: { "\($0)".lowercased() == lower }) { return own }
        let main = lower.prefix { !":/(+|".contains($0) }
        return byName[String(main)]
    }

    private static let byName: [String: VariabilityClass] = {
        let names: [(VariabilityClass, String)] = [
            (.rrLyraeAB, "rrab ab rr rrl rrlyrae"), (.rrLyraeC, "rrc c rrd"),
            (.cepheid, "dcep dceps cep cepheid cw cwa cwb t2cep acep classicalcep"),
            (.deltaScuti, "dsct dsctc sxphe delta_scuti hads dsct|gdor|sxphe"),
            (.eclipsingDetached, "ea eclbin ecl e eb eb* algol"), (.eclipsingContact, "ew wuma"),
            (.longPeriod, "m mira sr sra srb src srd lb lc l lpv lpv* osarg lp* mi*"),
            (.flareDwarf, "uv uvn flare"), (.dwarfNova, "ug ugss ugsu ugz ugwz ugsu cv cataclyv* cv*"),
            (.active, "by rs rot by* rs* solar_like"),
        ]
        let pairs = names.flatMap { kind, list in list.split(separator: " ").map { (String($0), kind) } }
        return Dictionary(pairs) { first, _ in first }
    }()
}

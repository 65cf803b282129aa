/// A kind of small body that the synthetic sky holds.
public enum PopulationKind: UInt64, Sendable, Hashable, CaseIterable {
    case mainBelt = 1
    case nearEarth = 2
    case jupiterTrojans = 3
    case transneptunian = 4
}

/// A part of a population with an orbit distribution of its own.
public enum OrbitGroup: String, Sendable, Hashable, CaseIterable {
    case mainBelt = "main belt"
    case amor = "Amor"
    case apollo = "Apollo"
    case aten = "Aten"
    case atira = "Atira"
    case leadingTrojans = "L4 Trojan"
    case trailingTrojans = "L5 Trojan"
    case hotClassical = "hot classical"
    case stirredClassical = "stirred classical"
    case kernelClassical = "kernel classical"
    case plutino = "3:2 resonant"
    case twotino = "2:1 resonant"
    case fiveToTwo = "5:2 resonant"
    case scattered = "scattered"
}

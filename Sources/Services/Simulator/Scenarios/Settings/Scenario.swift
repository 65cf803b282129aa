/// What a run of the simulator is: everything that its bytes depend on, checked.
public struct Scenario: Sendable, Hashable {
    /// Lower-case words joined by hyphens.
    public var name: String
    /// One sentence for a list; may be empty.
    public var about: String
    public var seed: UInt64
    public var sky: SkySetting
    public var survey: SurveySetting
    public var span: SpanSetting
    public var transports: [TransportSetting]
    /// Served while the run lasts; nil for none.
    public var registry: RegistrySetting?
    /// At most 64, for a fault is known by its place in this list.
    public var faults: [FaultSetting]

    public init(
        name: String, about: String = "", seed: UInt64 = 1, sky: SkySetting = SkySetting(),
        survey: SurveySetting = SurveySetting(), span: SpanSetting = SpanSetting(), transports: [TransportSetting] = [],
        registry: RegistrySetting? = nil, faults: [FaultSetting] = []
    ) {
        self.name = name
        self.about = about
        self.seed = seed
        self.sky = sky
        self.survey = survey
        self.span = span
        self.transports = transports
        self.registry = registry
        self.faults = faults
    }

    /// Faults that one scenario may hold.
    public static let maximumFaults = 64
}

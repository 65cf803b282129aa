/// Effective temperature from the colour g - i without dust: SDSS colours of Pecaut and Mamajek 2013,
/// doi:10.1088/0067-0049/208/1/9, for dwarfs.
enum EffectiveTemperature {
    private static let table = PointTable([
        (-1.0, 25_000), (-0.75, 16_000), (-0.58, 11_500), (-0.45, 9_700), (-0.1, 8_000), (0.2, 6_950), (0.4, 6_300),
        (0.57, 5_780), (0.9, 5_150), (1.25, 4_650), (1.7, 4_150), (2.1, 3_900), (2.5, 3_650), (3.1, 3_250),
        (3.5, 3_000),
        (4.0, 2_700), (4.6, 2_200),
    ])

    static func kelvin(gMinusI: Double) -> Double { table(gMinusI) }
}

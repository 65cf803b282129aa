/// Sets the numbers of light curves apart from those that drew the objects.
enum LightCurveKey {
    static let purpose: UInt64 = 0x4C69_6768_7443_7276
}

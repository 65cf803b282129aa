import AlertModel

/// A value on its way into a packet's record. A field that is given none is null.
enum FieldValue: Sendable {
    case long(Int64)
    case double(Double)
    case boolean(Bool)
    case string(String)
}

extension RecordValues {
    /// Unsets all and takes the values that `fill` gives by name; names that this schema version lacks are passed over.
    func take(_ fill: ((String, FieldValue) -> Void) -> Void) {
        clear()
        fill { name, value in
            let slot = layout.slot(name)
            switch value {
            case .long(let number): set(slot, number)
            case .double(let number): set(slot, number)
            case .boolean(let flag): set(slot, flag)
            case .string(let text): set(slot, text)
            }
        }
    }
}

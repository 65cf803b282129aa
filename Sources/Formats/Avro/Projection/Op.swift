/// One step of a decoding program.
struct Op {
    enum Code: UInt8 {
        /// End of the program, of an item's body or of a subroutine.
        case done
        /// Nothing wanted follows.
        case earlyStop
        /// `a` bytes.
        case skipBytes
        /// `a` values each: variable-length numbers; length and bytes; the same in a union with null.
        case skipVarints, skipBlobs, skipNullableVarints, skipNullableBlobs
        /// `b` unions of null and a type of fixed size, the sizes from `a` on in the program's `sizes`.
        case skipNullableFixed
        case null, boolean, int, long, float, double, bytes, string
        /// `a`: size.
        case fixed
        /// `a`: number of symbols; `b`: the type.
        case symbol
        case nullableBoolean, nullableInt, nullableLong, nullableFloat, nullableDouble, nullableBytes, nullableString
        /// `a`: first of `b` targets.
        case union
        /// `a`: target.
        case jump, call
        /// Items into table `table`, body at `a`, least item size `b`; the rows into `slot` unless that is -1.
        case array
        /// As `array`; the keys into slot `key` of the table unless that is -1.
        case map
        /// Body at `a`, least item size `b`.
        case skipArray, skipMap
        case spanBegin, spanEnd
    }

    var code: Code
    /// The first byte of a nullable value: the branch of null, of the other; both zig-zagged.
    var nullByte: UInt8 = 0
    var valueByte: UInt8 = 2
    var slot: Int32 = -1
    var a: Int32 = 0
    var b: Int32 = 0
    var table: Int32 = 0
    var key: Int32 = -1
}

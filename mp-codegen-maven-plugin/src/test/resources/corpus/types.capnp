@0xd1a0f0c1b2e3a401;
# The file's own comment.
# In two lines.

struct Everything {
  # All types as fields.
  voidField @0 :Void;
  boolField @1 :Bool;
  int8Field @2 :Int8;
  int16Field @3 :Int16;
  int32Field @4 :Int32;
  int64Field @5 :Int64;
  uInt8Field @6 :UInt8;
  uInt16Field @7 :UInt16;
  uInt32Field @8 :UInt32;
  uInt64Field @9 :UInt64;
  float32Field @10 :Float32;
  float64Field @11 :Float64;
  textField @12 :Text;
  # Documented.
  dataField @13 :Data;

  structField @14 :Everything;
  enumField @15 :Color;   # on the line
  interfaceField @16 :Service;
  anyField @17 :AnyPointer;
  anyStructField @18 :AnyStruct;
  anyListField @19 :AnyList;
  capabilityField @20 :Capability;

  voids @21 :List(Void);
  bools @22 :List(Bool);
  int8s @23 :List(Int8);
  int16s @24 :List(Int16);
  int32s @25 :List(Int32);
  int64s @26 :List(Int64);
  uInt8s @27 :List(UInt8);
  uInt16s @28 :List(UInt16);
  uInt32s @29 :List(UInt32);
  uInt64s @30 :List(UInt64);
  float32s @31 :List(Float32);
  float64s @32 :List(Float64);
  texts @33 :List(Text);
  datas @34 :List(Data);
  structs @35 :List(Everything);
  enums @36 :List(Color);
  services @37 :List(Service);
  lists @38 :List(List(Int32));
  deep @39 :List(List(List(Text)));
  capabilities @40 :List(Capability);
  anyLists @41 :List(AnyList);
}

enum Color {
  red @0;
  # Like blood.
  blue @2;
  green @1;
}

interface Service {
  call @0 (everything :Everything, n :Int32 = 5, t :Text = "x") -> (result :List(Service));
  nothing @2 ();
  noResult @1 (a :Bool);
}

struct Empty {}

struct Keywords {
  struct @0 :Text;
  union @1 :Text;
  group @2 :Text;
  enum @3 :Text;
  interface @4 :Text;
  using @5 :Text;
  const @6 :Text;
  annotation @7 :Text;
  import @8 :Text;
  embed @9 :Text;
  extends @10 :Text;
  stream @11 :Text;
  void @12 :Text;
  true @13 :Text;
}

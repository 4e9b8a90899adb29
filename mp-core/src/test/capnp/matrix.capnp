# Every kind of value in every place that it can stand in, against an interface written by hand.

@0xf4a1c0d3b2e59687;

using Java = import "/capnp/java.capnp";
using JavaApi = import "/mp/java.capnp";
using Proxy = import "/mp/proxy.capnp";

$Java.package("io.multiprocess.matrix");
$Java.outerClassname("MatrixCapnp");

interface Matrix $Proxy.wrap("io.multiprocess.matrix.Matrix") {
  construct @0 (threadMap :Proxy.ThreadMap) -> (threadMap :Proxy.ThreadMap);

  passBool @1 (arg :Bool) -> (result :Bool);
  swapBool @2 (value :Bool) -> (value :Bool);
  maybeBool @3 (arg :Bool, hasArg :Bool) -> (result :Bool, hasResult :Bool);
  listBool @4 (arg :List(Bool)) -> (result :List(Bool));
  wantBool @5 (wantValue :Bool) -> (value :Bool);

  passInt8 @6 (arg :Int8) -> (result :Int8);
  swapInt8 @7 (value :Int8) -> (value :Int8);
  maybeInt8 @8 (arg :Int8, hasArg :Bool) -> (result :Int8, hasResult :Bool);
  listInt8 @9 (arg :List(Int8)) -> (result :List(Int8));
  wantInt8 @10 (wantValue :Bool) -> (value :Int8);

  passInt16 @11 (arg :Int16) -> (result :Int16);
  swapInt16 @12 (value :Int16) -> (value :Int16);
  maybeInt16 @13 (arg :Int16, hasArg :Bool) -> (result :Int16, hasResult :Bool);
  listInt16 @14 (arg :List(Int16)) -> (result :List(Int16));
  wantInt16 @15 (wantValue :Bool) -> (value :Int16);

  passInt32 @16 (arg :Int32) -> (result :Int32);
  swapInt32 @17 (value :Int32) -> (value :Int32);
  maybeInt32 @18 (arg :Int32, hasArg :Bool) -> (result :Int32, hasResult :Bool);
  listInt32 @19 (arg :List(Int32)) -> (result :List(Int32));
  wantInt32 @20 (wantValue :Bool) -> (value :Int32);

  passInt64 @21 (arg :Int64) -> (result :Int64);
  swapInt64 @22 (value :Int64) -> (value :Int64);
  maybeInt64 @23 (arg :Int64, hasArg :Bool) -> (result :Int64, hasResult :Bool);
  listInt64 @24 (arg :List(Int64)) -> (result :List(Int64));
  wantInt64 @25 (wantValue :Bool) -> (value :Int64);

  passUInt8 @26 (arg :UInt8) -> (result :UInt8);
  swapUInt8 @27 (value :UInt8) -> (value :UInt8);
  maybeUInt8 @28 (arg :UInt8, hasArg :Bool) -> (result :UInt8, hasResult :Bool);
  listUInt8 @29 (arg :List(UInt8)) -> (result :List(UInt8));
  wantUInt8 @30 (wantValue :Bool) -> (value :UInt8);

  passUInt8Short @31 (arg :UInt8) -> (result :UInt8);
  swapUInt8Short @32 (value :UInt8) -> (value :UInt8);
  maybeUInt8Short @33 (arg :UInt8, hasArg :Bool) -> (result :UInt8, hasResult :Bool);
  listUInt8Short @34 (arg :List(UInt8)) -> (result :List(UInt8));
  wantUInt8Short @35 (wantValue :Bool) -> (value :UInt8);

  passUInt16 @36 (arg :UInt16) -> (result :UInt16);
  swapUInt16 @37 (value :UInt16) -> (value :UInt16);
  maybeUInt16 @38 (arg :UInt16, hasArg :Bool) -> (result :UInt16, hasResult :Bool);
  listUInt16 @39 (arg :List(UInt16)) -> (result :List(UInt16));
  wantUInt16 @40 (wantValue :Bool) -> (value :UInt16);

  passUInt32 @41 (arg :UInt32) -> (result :UInt32);
  swapUInt32 @42 (value :UInt32) -> (value :UInt32);
  maybeUInt32 @43 (arg :UInt32, hasArg :Bool) -> (result :UInt32, hasResult :Bool);
  listUInt32 @44 (arg :List(UInt32)) -> (result :List(UInt32));
  wantUInt32 @45 (wantValue :Bool) -> (value :UInt32);

  passUInt32Int @46 (arg :UInt32) -> (result :UInt32);
  swapUInt32Int @47 (value :UInt32) -> (value :UInt32);
  maybeUInt32Int @48 (arg :UInt32, hasArg :Bool) -> (result :UInt32, hasResult :Bool);
  listUInt32Int @49 (arg :List(UInt32)) -> (result :List(UInt32));
  wantUInt32Int @50 (wantValue :Bool) -> (value :UInt32);

  passUInt64 @51 (arg :UInt64) -> (result :UInt64);
  swapUInt64 @52 (value :UInt64) -> (value :UInt64);
  maybeUInt64 @53 (arg :UInt64, hasArg :Bool) -> (result :UInt64, hasResult :Bool);
  listUInt64 @54 (arg :List(UInt64)) -> (result :List(UInt64));
  wantUInt64 @55 (wantValue :Bool) -> (value :UInt64);

  passUInt64Big @56 (arg :UInt64) -> (result :UInt64);
  swapUInt64Big @57 (value :UInt64) -> (value :UInt64);
  maybeUInt64Big @58 (arg :UInt64, hasArg :Bool) -> (result :UInt64, hasResult :Bool);
  listUInt64Big @59 (arg :List(UInt64)) -> (result :List(UInt64));
  wantUInt64Big @60 (wantValue :Bool) -> (value :UInt64);

  passFloat32 @61 (arg :Float32) -> (result :Float32);
  swapFloat32 @62 (value :Float32) -> (value :Float32);
  maybeFloat32 @63 (arg :Float32, hasArg :Bool) -> (result :Float32, hasResult :Bool);
  listFloat32 @64 (arg :List(Float32)) -> (result :List(Float32));
  wantFloat32 @65 (wantValue :Bool) -> (value :Float32);

  passFloat64 @66 (arg :Float64) -> (result :Float64);
  swapFloat64 @67 (value :Float64) -> (value :Float64);
  maybeFloat64 @68 (arg :Float64, hasArg :Bool) -> (result :Float64, hasResult :Bool);
  listFloat64 @69 (arg :List(Float64)) -> (result :List(Float64));
  wantFloat64 @70 (wantValue :Bool) -> (value :Float64);

  passChar @71 (arg :UInt16) -> (result :UInt16);
  swapChar @72 (value :UInt16) -> (value :UInt16);
  maybeChar @73 (arg :UInt16, hasArg :Bool) -> (result :UInt16, hasResult :Bool);
  listChar @74 (arg :List(UInt16)) -> (result :List(UInt16));
  wantChar @75 (wantValue :Bool) -> (value :UInt16);

  passChar8 @76 (arg :Int8) -> (result :Int8);
  swapChar8 @77 (value :Int8) -> (value :Int8);
  maybeChar8 @78 (arg :Int8, hasArg :Bool) -> (result :Int8, hasResult :Bool);
  listChar8 @79 (arg :List(Int8)) -> (result :List(Int8));
  wantChar8 @80 (wantValue :Bool) -> (value :Int8);

  passCharText @81 (arg :Text) -> (result :Text);
  swapCharText @82 (value :Text) -> (value :Text);
  maybeCharText @83 (arg :Text, hasArg :Bool) -> (result :Text, hasResult :Bool);
  listCharText @84 (arg :List(Text)) -> (result :List(Text));
  wantCharText @85 (wantValue :Bool) -> (value :Text);

  passText @86 (arg :Text) -> (result :Text);
  swapText @87 (value :Text) -> (value :Text);
  maybeText @88 (arg :Text, hasArg :Bool) -> (result :Text, hasResult :Bool);
  listText @89 (arg :List(Text)) -> (result :List(Text));
  wantText @90 (wantValue :Bool) -> (value :Text);

  passChars @91 (arg :Text) -> (result :Text);
  swapChars @92 (value :Text) -> (value :Text);
  maybeChars @93 (arg :Text, hasArg :Bool) -> (result :Text, hasResult :Bool);
  listChars @94 (arg :List(Text)) -> (result :List(Text));
  wantChars @95 (wantValue :Bool) -> (value :Text);

  passData @96 (arg :Data) -> (result :Data);
  swapData @97 (value :Data) -> (value :Data);
  maybeData @98 (arg :Data, hasArg :Bool) -> (result :Data, hasResult :Bool);
  listData @99 (arg :List(Data)) -> (result :List(Data));
  wantData @100 (wantValue :Bool) -> (value :Data);

  passBuffer @101 (arg :Data) -> (result :Data);
  swapBuffer @102 (value :Data) -> (value :Data);
  maybeBuffer @103 (arg :Data, hasArg :Bool) -> (result :Data, hasResult :Bool);
  listBuffer @104 (arg :List(Data)) -> (result :List(Data));
  wantBuffer @105 (wantValue :Bool) -> (value :Data);

  passColor @106 (arg :Color) -> (result :Color);
  swapColor @107 (value :Color) -> (value :Color);
  maybeColor @108 (arg :Color, hasArg :Bool) -> (result :Color, hasResult :Bool);
  listColor @109 (arg :List(Color)) -> (result :List(Color));
  wantColor @110 (wantValue :Bool) -> (value :Color);

  passOrdinal @111 (arg :Color) -> (result :Color);
  swapOrdinal @112 (value :Color) -> (value :Color);
  maybeOrdinal @113 (arg :Color, hasArg :Bool) -> (result :Color, hasResult :Bool);
  listOrdinal @114 (arg :List(Color)) -> (result :List(Color));
  wantOrdinal @115 (wantValue :Bool) -> (value :Color);

  passGrade @116 (arg :Int32) -> (result :Int32);
  swapGrade @117 (value :Int32) -> (value :Int32);
  maybeGrade @118 (arg :Int32, hasArg :Bool) -> (result :Int32, hasResult :Bool);
  listGrade @119 (arg :List(Int32)) -> (result :List(Int32));
  wantGrade @120 (wantValue :Bool) -> (value :Int32);

  passDuration @121 (arg :Int64 $JavaApi.unit("millis")) -> (result :Int64 $JavaApi.unit("millis"));
  swapDuration @122 (value :Int64 $JavaApi.unit("millis")) -> (value :Int64 $JavaApi.unit("millis"));
  maybeDuration @123 (arg :Int64 $JavaApi.unit("millis"), hasArg :Bool) -> (result :Int64 $JavaApi.unit("millis"), hasResult :Bool);
  listDuration @124 (arg :List(Int64) $JavaApi.unit("millis")) -> (result :List(Int64) $JavaApi.unit("millis"));
  wantDuration @125 (wantValue :Bool) -> (value :Int64 $JavaApi.unit("millis"));

  passInstant @126 (arg :Int64 $JavaApi.unit("millis")) -> (result :Int64 $JavaApi.unit("millis"));
  swapInstant @127 (value :Int64 $JavaApi.unit("millis")) -> (value :Int64 $JavaApi.unit("millis"));
  maybeInstant @128 (arg :Int64 $JavaApi.unit("millis"), hasArg :Bool) -> (result :Int64 $JavaApi.unit("millis"), hasResult :Bool);
  listInstant @129 (arg :List(Int64) $JavaApi.unit("millis")) -> (result :List(Int64) $JavaApi.unit("millis"));
  wantInstant @130 (wantValue :Bool) -> (value :Int64 $JavaApi.unit("millis"));

  passList @131 (arg :List(Int32)) -> (result :List(Int32));
  swapList @132 (value :List(Int32)) -> (value :List(Int32));
  maybeList @133 (arg :List(Int32), hasArg :Bool) -> (result :List(Int32), hasResult :Bool);
  listList @134 (arg :List(List(Int32))) -> (result :List(List(Int32)));
  wantList @135 (wantValue :Bool) -> (value :List(Int32));

  passNested @136 (arg :List(List(Text))) -> (result :List(List(Text)));
  swapNested @137 (value :List(List(Text))) -> (value :List(List(Text)));
  maybeNested @138 (arg :List(List(Text)), hasArg :Bool) -> (result :List(List(Text)), hasResult :Bool);
  listNested @139 (arg :List(List(List(Text)))) -> (result :List(List(List(Text))));
  wantNested @140 (wantValue :Bool) -> (value :List(List(Text)));

  passInts @141 (arg :List(Int32)) -> (result :List(Int32));
  swapInts @142 (value :List(Int32)) -> (value :List(Int32));
  maybeInts @143 (arg :List(Int32), hasArg :Bool) -> (result :List(Int32), hasResult :Bool);
  listInts @144 (arg :List(List(Int32))) -> (result :List(List(Int32)));
  wantInts @145 (wantValue :Bool) -> (value :List(Int32));

  passBools @146 (arg :List(Bool)) -> (result :List(Bool));
  swapBools @147 (value :List(Bool)) -> (value :List(Bool));
  maybeBools @148 (arg :List(Bool), hasArg :Bool) -> (result :List(Bool), hasResult :Bool);
  listBools @149 (arg :List(List(Bool))) -> (result :List(List(Bool)));
  wantBools @150 (wantValue :Bool) -> (value :List(Bool));

  passDoubles @151 (arg :List(Float64)) -> (result :List(Float64));
  swapDoubles @152 (value :List(Float64)) -> (value :List(Float64));
  maybeDoubles @153 (arg :List(Float64), hasArg :Bool) -> (result :List(Float64), hasResult :Bool);
  listDoubles @154 (arg :List(List(Float64))) -> (result :List(List(Float64)));
  wantDoubles @155 (wantValue :Bool) -> (value :List(Float64));

  passLongs @156 (arg :List(UInt32)) -> (result :List(UInt32));
  swapLongs @157 (value :List(UInt32)) -> (value :List(UInt32));
  maybeLongs @158 (arg :List(UInt32), hasArg :Bool) -> (result :List(UInt32), hasResult :Bool);
  listLongs @159 (arg :List(List(UInt32))) -> (result :List(List(UInt32)));
  wantLongs @160 (wantValue :Bool) -> (value :List(UInt32));

  passStrings @161 (arg :List(Text)) -> (result :List(Text));
  swapStrings @162 (value :List(Text)) -> (value :List(Text));
  maybeStrings @163 (arg :List(Text), hasArg :Bool) -> (result :List(Text), hasResult :Bool);
  listStrings @164 (arg :List(List(Text))) -> (result :List(List(Text)));
  wantStrings @165 (wantValue :Bool) -> (value :List(Text));

  passPoints @166 (arg :List(Point)) -> (result :List(Point));
  swapPoints @167 (value :List(Point)) -> (value :List(Point));
  maybePoints @168 (arg :List(Point), hasArg :Bool) -> (result :List(Point), hasResult :Bool);
  listPoints @169 (arg :List(List(Point))) -> (result :List(List(Point)));
  wantPoints @170 (wantValue :Bool) -> (value :List(Point));

  passSet @171 (arg :List(Text)) -> (result :List(Text));
  swapSet @172 (value :List(Text)) -> (value :List(Text));
  maybeSet @173 (arg :List(Text), hasArg :Bool) -> (result :List(Text), hasResult :Bool);
  listSet @174 (arg :List(List(Text))) -> (result :List(List(Text)));
  wantSet @175 (wantValue :Bool) -> (value :List(Text));

  passSortedSet @176 (arg :List(Int32)) -> (result :List(Int32));
  swapSortedSet @177 (value :List(Int32)) -> (value :List(Int32));
  maybeSortedSet @178 (arg :List(Int32), hasArg :Bool) -> (result :List(Int32), hasResult :Bool);
  listSortedSet @179 (arg :List(List(Int32))) -> (result :List(List(Int32)));
  wantSortedSet @180 (wantValue :Bool) -> (value :List(Int32));

  passMap @181 (arg :List(Entry)) -> (result :List(Entry));
  swapMap @182 (value :List(Entry)) -> (value :List(Entry));
  maybeMap @183 (arg :List(Entry), hasArg :Bool) -> (result :List(Entry), hasResult :Bool);
  listMap @184 (arg :List(List(Entry))) -> (result :List(List(Entry)));
  wantMap @185 (wantValue :Bool) -> (value :List(Entry));

  passSortedMap @186 (arg :List(Entry)) -> (result :List(Entry));
  swapSortedMap @187 (value :List(Entry)) -> (value :List(Entry));
  maybeSortedMap @188 (arg :List(Entry), hasArg :Bool) -> (result :List(Entry), hasResult :Bool);
  listSortedMap @189 (arg :List(List(Entry))) -> (result :List(List(Entry)));
  wantSortedMap @190 (wantValue :Bool) -> (value :List(Entry));

  passPoint @191 (arg :Point) -> (result :Point);
  swapPoint @192 (value :Point) -> (value :Point);
  maybePoint @193 (arg :Point, hasArg :Bool) -> (result :Point, hasResult :Bool);
  listPoint @194 (arg :List(Point)) -> (result :List(Point));
  wantPoint @195 (wantValue :Bool) -> (value :Point);

  passEmpty @196 (arg :Empty) -> (result :Empty);
  swapEmpty @197 (value :Empty) -> (value :Empty);
  maybeEmpty @198 (arg :Empty, hasArg :Bool) -> (result :Empty, hasResult :Bool);
  listEmpty @199 (arg :List(Empty)) -> (result :List(Empty));
  wantEmpty @200 (wantValue :Bool) -> (value :Empty);

  passPair @201 (arg :Pair(Text, List(Pair(Text, Text)))) -> (result :Pair(Text, List(Pair(Text, Text))));
  swapPair @202 (value :Pair(Text, List(Pair(Text, Text)))) -> (value :Pair(Text, List(Pair(Text, Text))));
  maybePair @203 (arg :Pair(Text, List(Pair(Text, Text))), hasArg :Bool) -> (result :Pair(Text, List(Pair(Text, Text))), hasResult :Bool);
  listPair @204 (arg :List(Pair(Text, List(Pair(Text, Text))))) -> (result :List(Pair(Text, List(Pair(Text, Text)))));
  wantPair @205 (wantValue :Bool) -> (value :Pair(Text, List(Pair(Text, Text))));

  passShape @206 (arg :Shape) -> (result :Shape);
  swapShape @207 (value :Shape) -> (value :Shape);
  maybeShape @208 (arg :Shape, hasArg :Bool) -> (result :Shape, hasResult :Bool);
  listShape @209 (arg :List(Shape)) -> (result :List(Shape));
  wantShape @210 (wantValue :Bool) -> (value :Shape);

  passUuid @211 (arg :Text) -> (result :Text);
  swapUuid @212 (value :Text) -> (value :Text);
  maybeUuid @213 (arg :Text, hasArg :Bool) -> (result :Text, hasResult :Bool);
  listUuid @214 (arg :List(Text)) -> (result :List(Text));
  wantUuid @215 (wantValue :Bool) -> (value :Text);

  passMoney @216 (arg :Money) -> (result :Money);
  swapMoney @217 (value :Money) -> (value :Money);
  maybeMoney @218 (arg :Money, hasArg :Bool) -> (result :Money, hasResult :Bool);
  listMoney @219 (arg :List(Money)) -> (result :List(Money));
  wantMoney @220 (wantValue :Bool) -> (value :Money);

  passProbe @221 (context :Proxy.Context, arg :Probe) -> (result :Probe);
  swapProbe @222 (context :Proxy.Context, value :Probe) -> (value :Probe);
  maybeProbe @223 (context :Proxy.Context, arg :Probe, hasArg :Bool) -> (result :Probe, hasResult :Bool);
  listProbe @224 (context :Proxy.Context, arg :List(Probe)) -> (result :List(Probe));
  wantProbe @225 (context :Proxy.Context, wantValue :Bool) -> (value :Probe);

  passSupplier @226 (context :Proxy.Context, arg :Supplier) -> (result :Supplier);
  swapSupplier @227 (context :Proxy.Context, value :Supplier) -> (value :Supplier);
  maybeSupplier @228 (context :Proxy.Context, arg :Supplier, hasArg :Bool) -> (result :Supplier, hasResult :Bool);
  listSupplier @229 (context :Proxy.Context, arg :List(Supplier)) -> (result :List(Supplier));
  wantSupplier @230 (context :Proxy.Context, wantValue :Bool) -> (value :Supplier);

  passHeld @231 (context :Proxy.Context, arg :Held) -> (result :Held);
  swapHeld @232 (context :Proxy.Context, value :Held) -> (value :Held);
  maybeHeld @233 (context :Proxy.Context, arg :Held, hasArg :Bool) -> (result :Held, hasResult :Bool);
  listHeld @234 (context :Proxy.Context, arg :List(Held)) -> (result :List(Held));
  wantHeld @235 (context :Proxy.Context, wantValue :Bool) -> (value :Held);

  passAll @236 (arg :All) -> (result :All);
  listAll @237 (arg :List(All)) -> (result :List(All));

  fail @238 (kind :Int32) -> (first :Text $Proxy.exception("io.multiprocess.matrix.FirstException"),
      second :Point $Proxy.exception("io.multiprocess.matrix.SecondException"),
      any :Text $Proxy.exception("std::exception"), result :Int32);
  # Three kinds of failure, and a result.

  span @239 (label :Text, range :Range $Proxy.count(3), step :Int32) -> (result :Text);
  # One parameter that is three in Java.
}

interface Probe $Proxy.wrap("io.multiprocess.matrix.Probe") {
  destroy @0 (context :Proxy.Context) -> ();
  id @1 (context :Proxy.Context) -> (result :Int32);
}

interface Supplier $Proxy.wrap("java.util.function.IntSupplier") {
  destroy @0 (context :Proxy.Context) -> ();
  call @1 (context :Proxy.Context) -> (result :Int32);
}

enum Color $JavaApi.type("io.multiprocess.matrix.Color") { red @0; darkGreen @1; blue @2; }

struct Point $Proxy.wrap("io.multiprocess.matrix.Point") { x @0 :Int32; y @1 :Int32; }

struct Range { from @0 :Int32; to @1 :Int64; hasTo @2 :Bool; unit @3 :Text; }

struct Empty $Proxy.wrap("io.multiprocess.matrix.Empty") {}

struct Pair(A, B) { first @0 :A; second @1 :B; }

struct Entry { left @0 :Text; right @1 :Int32; }

struct Held $Proxy.wrap("io.multiprocess.matrix.Held") {
  probe @0 :Probe;
  probes @1 :List(Probe);
  pair @2 :Pair(Probe, Text);
}

struct Money {
  # Converted by a class of the user's.
  unscaled @0 :Int64;
  scale @1 :Int32;
}

struct Shape $Proxy.wrap("io.multiprocess.matrix.Shape") {
  name @0 :Text;
  union {
    none @1 :Void;
    circle :group { radius @2 :Float64; }
  }
}

struct All $Proxy.wrap("io.multiprocess.matrix.All") {
  boolValue @0 :Bool;
  int8Value @1 :Int8;
  int16Value @2 :Int16;
  int32Value @3 :Int32;
  int64Value @4 :Int64;
  uInt8Value @5 :UInt8;
  uInt8ShortValue @6 :UInt8;
  uInt16Value @7 :UInt16;
  uInt32Value @8 :UInt32;
  uInt32IntValue @9 :UInt32;
  uInt64Value @10 :UInt64;
  uInt64BigValue @11 :UInt64;
  float32Value @12 :Float32;
  float64Value @13 :Float64;
  charValue @14 :UInt16;
  char8Value @15 :Int8;
  charTextValue @16 :Text;
  textValue @17 :Text;
  charsValue @18 :Text;
  dataValue @19 :Data;
  bufferValue @20 :Data;
  colorValue @21 :Color;
  ordinalValue @22 :Color;
  gradeValue @23 :Int32;
  durationValue @24 :Int64 $JavaApi.unit("millis");
  instantValue @25 :Int64 $JavaApi.unit("millis");
  listValue @26 :List(Int32);
  nestedValue @27 :List(List(Text));
  intsValue @28 :List(Int32);
  boolsValue @29 :List(Bool);
  doublesValue @30 :List(Float64);
  longsValue @31 :List(UInt32);
  stringsValue @32 :List(Text);
  pointsValue @33 :List(Point);
  setValue @34 :List(Text);
  sortedSetValue @35 :List(Int32);
  mapValue @36 :List(Entry);
  sortedMapValue @37 :List(Entry);
  pointValue @38 :Point;
  emptyValue @39 :Empty;
  pairValue @40 :Pair(Text, List(Pair(Text, Text)));
  shapeValue @41 :Shape;
  uuidValue @42 :Text;
  moneyValue @43 :Money;
}

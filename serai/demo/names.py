"""Names to build invented people from: common given names, each with its form in another script where it has one."""

# (latin, original script) by language; a full name is a given name, the father's and the grandfather's.
MEN: dict[str, list[tuple[str, str]]] = {
    "amh": [
        ("Abebe", "አበበ"), ("Bekele", "በቀለ"), ("Dawit", "ዳዊት"), ("Getachew", "ጌታቸው"), ("Haile", "ኃይሌ"),
        ("Kebede", "ከበደ"), ("Mulugeta", "ሙሉጌታ"), ("Solomon", "ሰሎሞን"), ("Tadesse", "ታደሰ"), ("Yohannes", "ዮሐንስ"),
        ("Tesfaye", "ተስፋዬ"), ("Girma", "ግርማ"), ("Alemu", "አለሙ"), ("Assefa", "አሰፋ"), ("Berhanu", "ብርሃኑ"),
        ("Demissie", "ደምሴ"), ("Fikru", "ፍቅሩ"), ("Gizaw", "ግዛው"), ("Worku", "ወርቁ"), ("Zewdu", "ዘውዱ"),
    ],
    "orm": [
        ("Abdi", ""), ("Gemechu", ""), ("Tolosa", ""), ("Lemma", ""), ("Chala", ""), ("Dereje", ""), ("Feyisa", ""),
        ("Gudeta", ""), ("Jemal", ""), ("Kedir", ""), ("Mohammed", "محمد"), ("Hussein", "حسين"),
        ("Ibrahim", "إبراهيم"), ("Ahmed", "أحمد"), ("Sultan", "سلطان"), ("Nuru", ""), ("Tola", ""), ("Wako", ""),
        ("Bona", ""), ("Fuad", "فؤاد"),
    ],
    "tir": [
        ("Tekle", "ተክለ"), ("Gebre", "ገብረ"), ("Hagos", "ሓጎስ"), ("Kidane", "ኪዳነ"), ("Mehari", "መሓሪ"),
        ("Berhe", "በርሀ"), ("Tesfay", "ተስፋይ"), ("Kahsay", "ካሕሳይ"), ("Filmon", "ፊልሞን"), ("Samuel", "ሳሙኤል"),
        ("Habtom", "ሃብቶም"), ("Amanuel", "ኣማኑኤል"), ("Yonas", "ዮናስ"), ("Meles", "መለስ"), ("Zeray", "ዘርኣይ"),
    ],
    "som": [
        ("Abdirahman", "عبد الرحمن"), ("Mohamed", "محمد"), ("Ali", "علي"), ("Hassan", "حسن"), ("Yusuf", "يوسف"),
        ("Ismail", "إسماعيل"), ("Omar", "عمر"), ("Abdullahi", "عبد الله"), ("Farah", "فرح"), ("Warsame", ""),
        ("Jama", ""), ("Liban", ""), ("Guled", ""), ("Mahad", ""), ("Bashir", "بشير"), ("Khalid", "خالد"),
    ],
    "ara": [
        ("Mustafa", "مصطفى"), ("Osman", "عثمان"), ("Idris", "إدريس"), ("Salah", "صلاح"), ("Adam", "آدم"),
        ("Yahya", "يحيى"), ("Babiker", "بابكر"), ("Eltayeb", "الطيب"), ("Nasir", "ناصر"), ("Hamid", "حامد"),
        ("Siddig", "صديق"), ("Awad", "عوض"),
    ],
    "other": [
        ("Ousmane", ""), ("Ibrahima", ""), ("Moussa", ""), ("Abdoulaye", ""), ("Chinedu", ""), ("Emeka", ""),
        ("Rafiq", ""), ("Jahangir", ""), ("Boubacar", ""), ("Seydou", ""), ("Musa", ""), ("Cheikh", ""),
    ],
}  # fmt: skip
WOMEN: dict[str, list[tuple[str, str]]] = {
    "amh": [
        ("Almaz", "አልማዝ"), ("Tigist", "ትግስት"), ("Hiwot", "ሕይወት"), ("Meseret", "መሰረት"), ("Selam", "ሰላም"),
        ("Aster", "አስቴር"), ("Genet", "ገነት"), ("Bethlehem", "ቤተልሔም"), ("Mulu", "ሙሉ"), ("Yeshi", "የሺ"),
    ],
    "orm": [
        ("Chaltu", ""), ("Lelise", ""), ("Bontu", ""), ("Hawa", "حواء"), ("Fatuma", "فاطمة"), ("Zeyneba", "زينب"),
        ("Derartu", ""), ("Ayantu", ""), ("Halima", "حليمة"), ("Amina", "آمنة"),
    ],
    "tir": [
        ("Letebrhan", "ለተብርሃን"), ("Abrehet", "ኣብረሀት"), ("Senait", "ሰናይት"), ("Rahwa", "ራህዋ"), ("Winta", "ዊንታ"),
        ("Saba", "ሳባ"), ("Luwam", "ልዋም"), ("Mebrat", "መብራት"),
    ],
    "som": [
        ("Hodan", ""), ("Khadija", "خديجة"), ("Asha", "عائشة"), ("Sahra", "زهرة"), ("Ifrah", ""), ("Nimo", ""),
        ("Fadumo", "فاطمة"), ("Maryan", "مريم"), ("Deqa", ""), ("Ayaan", ""),
    ],
    "ara": [
        ("Amna", "آمنة"), ("Hawa", "حواء"), ("Nahla", "نهلة"), ("Rashida", "رشيدة"), ("Ikhlas", "إخلاص"),
        ("Samia", "سامية"), ("Zahra", "زهراء"),
    ],
    "other": [
        ("Aminata", ""), ("Fatou", ""), ("Blessing", ""), ("Grace", ""), ("Shirin", ""), ("Rokia", ""), ("Awa", ""),
    ],
}  # fmt: skip
SCRIPT_OF = {"amh": "ethiopic", "tir": "ethiopic", "orm": "arabic", "som": "arabic", "ara": "arabic", "other": "latin"}

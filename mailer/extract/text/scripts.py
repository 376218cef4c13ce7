"""The two scripts of Chinese: what Taiwan and Hong Kong write is looked up in the simplified characters of our lists."""

import re

_TRADITIONAL = (
    "丟並乾亂佈併來係倉個們偽備傢傳僅價儘優儲內兩冊別刪則創劃動務勞勢匯協厤參員問單嗎噹嚮嚴國圖團報場塊壞夠學實審寫將專尋對導崗帳帶幫幹幾庫廣張強彆彔彙後從復態慮應戶捱換損擊擔據擴擾敗數斷於昇時暫曆曏書會朮"
    "條業極榦樂標樣機檔檢檯權歡歷氾汎決沒減測準漲潰濾瀏為無煩營爭狀獎獻現環產異當發盜盡監盤確碼礙禮種稱競筆箇節篩簡糰約級細結給統經維網綵緊線編緻總繫繼續纔罰罵義習聯職脩腳臨臺與興萬著蓋蔘處號虧術衕補裡製複"
    "覈見規覽訂計討託記設許訴註証詐評詢試話該詳誌認誠誤說誰調談請論諮謝謹證識譯議讀變讓讚負貢責貴貸費貼賠賣賬賭賺贊軟較載輸轉辦迴這連週進過適遲選遺還邊郵釋釣鈅銷鋪錄錢錯錶鍵鍾鏈鐘鑑鑒鑰門閃開間閤閱闆關陞隊"
    "際隨險隻雙雲電韆響頁頂項順須預領頭頻題願類顯風颱騙驗體髮鬚魚麵麼點齣"
)
_SIMPLIFIED = (
    "丢并干乱布并来系仓个们伪备家传仅价尽优储内两册别删则创划动务劳势汇协历参员问单吗当向严国图团报场块坏够学实审写将专寻对导岗帐带帮干几库广张强别录汇后从复态虑应户挨换损击担据扩扰败数断于升时暂历向书会术"
    "条业极干乐标样机档检台权欢历泛泛决没减测准涨溃滤浏为无烦营争状奖献现环产异当发盗尽监盘确码碍礼种称竞笔个节筛简团约级细结给统经维网彩紧线编致总系继续才罚骂义习联职修脚临台与兴万着盖参处号亏术同补里制复"
    "核见规览订计讨托记设许诉注证诈评询试话该详志认诚误说谁调谈请论咨谢谨证识译议读变让赞负贡责贵贷费贴赔卖账赌赚赞软较载输转办回这连周进过适迟选遗还边邮释钓钥销铺录钱错表键钟链钟鉴鉴钥门闪开间合阅板关升队"
    "际随险只双云电千响页顶项顺须预领头频题愿类显风台骗验体发须鱼面么点出"
)
"""Those characters of our lists that have two forms, each where the other has its own. Japanese ones among them are folded
in its lists and its mails alike."""
_TABLE = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
_HAN = re.compile(r"[\u4e00-\u9fff]")


def simplified(text: str) -> str:
    """`text` with each traditional character as the simplified one; as long as before."""
    return text.translate(_TABLE) if _HAN.search(text) else text

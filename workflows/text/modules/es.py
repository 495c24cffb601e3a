"""Spanish: what pupils and guardians read of the programme's modules. Not yet reviewed by native speakers."""

from __future__ import annotations

from workflows.text.lines import words_of

WORDS = words_of(
    """
agreements.ask.subject | Tu acuerdo con {partner}
agreements.ask.text | Hola, {name}: tú y {partner} os habéis visto por primera vez. Lee lo que prometéis los \
dos y dinos si estás de acuerdo. Es un minuto.
agreements.ask.why | Participas en {programme}, y cada pareja acuerda las mismas reglas.
agreements.ask.link | Leer y responder
agreements.chase.subject | Responde, por favor: tu acuerdo con {partner}
agreements.chase.text | Hola, {name}: aún no tenemos tu respuesta. Lee lo que tú y {partner} prometéis y dinos \
si estás de acuerdo.
agreements.chase.why | Participas en {programme}, y falta tu respuesta.
meetings.welcome.subject | Tu primer encuentro: {day}
meetings.welcome.text | Hola, {name}: tu {role} es {partner}. Os veis el {day}, {time}, {room}. {host} os \
recibe. {common}
meetings.welcome.common | Estáis juntos porque a los dos os gusta: {common}.
meetings.welcome.times | Estáis juntos porque podéis ayudaros y tenéis libres las mismas horas.
meetings.welcome.why | Participas en {programme}, y tu pareja está aprobada.
meetings.welcome.ideas | Para romper el hielo
meetings.welcome.idea_1 | Cada uno dice dos cosas verdaderas y una inventada; el otro busca la inventada.
meetings.welcome.idea_2 | Buscad tres cosas en común que nadie adivinaría.
meetings.welcome.idea_3 | ¿Qué te gustaría saber hacer al final del curso?
meetings.moved.subject | Tu encuentro pasa al {day}
meetings.moved.text | Tu encuentro con {partner} del {before} ha cambiado. Ahora es el {day}, {time}, {room}.
meetings.moved.why | Participas en {programme}, y la hora de antes ya no era posible.
meetings.again.subject | Una nueva hora para tu encuentro: {day}
meetings.again.text | Tu encuentro con {partner} del {before} no tuvo lugar. Podéis veros el {day}, {time}, \
{room}.
meetings.again.why | Participas en {programme}.
meetings.over.subject | Tus encuentros se han parado
meetings.over.text | Hola, {name}: tus encuentros no pueden seguir. Los hemos quitado de tu calendario. No es \
culpa tuya. {lead} hablará contigo de lo que viene.
meetings.over.why | Participas en {programme}.
meetings.no_goodbye.subject | Tu encuentro de despedida no puede ser
meetings.no_goodbye.text | Hola, {name}: tu encuentro de despedida no puede ser. Lo hemos quitado de tu calendario. \
No es culpa tuya. {lead} hablará contigo y puede llevar tu despedida.
meetings.no_goodbye.why | Participas en {programme}, y tenías un encuentro de despedida.
meetings.paused.subject | Tus encuentros hacen una pausa
meetings.paused.text | Hola, {name}: tus encuentros paran hasta que el mentor acabe su formación. No es culpa \
tuya. Las nuevas horas llegan solas. {lead} responde a tus preguntas.
meetings.paused.why | Participas en {programme}, y la escuela pide primero un tema de formación.
meetings.goodbye.subject | Un último encuentro: {day}
meetings.goodbye.text | Hola, {name}: tu tiempo en pareja con {partner} se acaba. Veos una vez más para \
despediros y recordar: {day}, {time}, {room}. {host} está ahí para vosotros. Contaos lo que no olvidaréis.
meetings.goodbye.why | Participas en {programme}, y cada pareja se despide.
meetings.regular.subject | Tus encuentros de las próximas semanas
meetings.regular.text | Algunos encuentros con {partner} cambian esta vez:
meetings.regular.moved | {day}, {time}, en lugar del día de siempre
meetings.regular.skipped | Sin encuentro hacia el {day}
meetings.regular.why | Participas en {programme}.
feedback.pupil.subject | ¿Cómo va con {partner}?
feedback.pupil.text | Hola, {name}: cuéntanos cómo va. Son dos minutos. Todas las respuestas se cuentan juntas.
feedback.pupil.why | Participas en {programme}. Preguntamos a todos unas veces al año.
feedback.exit.subject | Tu tiempo con {partner}
feedback.exit.text | Hola, {name}: tu tiempo en pareja con {partner} ha acabado. ¿Cómo fue? Son dos minutos y \
ayuda a hacerlo bien para otros.
feedback.exit.why | Participaste en {programme}, y preguntamos cuando acaba una pareja.
feedback.chase.subject | Falta tu respuesta: unas preguntas
feedback.chase.text | Hola, {name}: todavía nos gustaría saber cómo te va. Bastan dos minutos. Si no quieres \
responder, no tienes que hacer nada.
feedback.chase.why | Participas en {programme}, y falta tu respuesta.
feedback.link | Responder
rollover.mentor.subject | {name}, sé mentor el próximo curso
rollover.mentor.text | Hola, {name}: este curso tuviste un mentor y os visteis {held} veces. Sabes cuánto \
ayuda. El próximo curso alguien más joven podría tenerte a ti. Nos encantaría. Empieza con un formulario corto.
rollover.mentor.why | Participaste en {programme} este curso, hasta el final.
rollover.again.subject | {name}, vuelve el próximo curso
rollover.again.text | Hola, {name}: participaste este curso con {held} encuentros. Gracias. ¿Quieres seguir el \
próximo? Preséntate otra vez, porque las horas y los deseos cambian.
rollover.again.why | Participaste en {programme} este curso.
rollover.waited.subject | Este curso no hubo plaza. Prueba otra vez, {name}
rollover.waited.text | Hola, {name}: lo sentimos, este curso no hubo plaza para ti. No es culpa tuya. El \
próximo curso empieza de nuevo, y puedes presentarte otra vez.
rollover.waited.why | Te presentaste a {programme} este curso.
rollover.farewell.subject | Gracias, {name}
rollover.farewell.text | Hola, {name}: el curso se acaba. Tuviste {held} encuentros. Gracias por todo lo que \
diste.
rollover.farewell.why | Participaste en {programme} este curso.
rollover.link | Presentarme para el próximo curso
recognition.badge.subject | {name}, tienes una nueva insignia
recognition.badge.text | Muy bien, {name}. Llevas {held} encuentros. Por eso ganas una insignia.
recognition.badge.why | Participas en {programme}, y has seguido viniendo.
recognition.certificate.subject | Tu certificado, {name}
recognition.certificate.text | Muy bien, {name}. Tuviste {held} encuentros este curso. Tu certificado va con \
este correo.
recognition.certificate.why | Participas en {programme}.
recognition.family.subject | Un certificado para {name}
recognition.family.text | {name} tuvo {held} encuentros este curso. Pueden estar orgullosos. El certificado va \
con este correo.
recognition.family.why | Usted aceptó que {name} participe en {programme}.
recognition.paper.title | Certificado
recognition.paper.mentor | fue mentor: {held} encuentros, {hours} horas en total.
recognition.paper.mentee | participó: {held} encuentros, {hours} horas en total.
recognition.paper.partner | ayudó a su compañero: {held} encuentros, {hours} horas en total.
recognition.poll.subject | {name}, ¿qué premio te gustaría?
recognition.poll.text | Hola, {name}: al final del curso damos las gracias. Tú eliges cómo. Un clic.
recognition.poll.why | Participas en {programme}.
recognition.poll.link | Elegir
recognition.letter.subject | Una carta de recomendación para ti, {name}
recognition.letter.text | Hola, {name}: aquí tienes una carta sobre lo que hiciste. Úsala cuando te ayude.
recognition.letter.why | La persona que dirige {programme} la escribió y te la envía.
recognition.letter.title | Carta de recomendación para {name}
recognition.letter.mentor | {name} fue mentor en {programme} este curso: {held} encuentros con alumnos más \
jóvenes, {hours} horas.
recognition.letter.mentee | {name} participó en {programme} este curso: {held} encuentros, {hours} horas en \
total.
recognition.letter.partner | {name} y su compañero se ayudaron en {programme} este curso: {held} encuentros, \
{hours} horas en total.
recognition.letter.trained | La formación trató de: {topics}.
celebration.title | {programme}: la fiesta
celebration.description | Damos las gracias a todos los que participaron.
celebration.honours | Damos las gracias a
celebration.pupil.subject | Ven a celebrar: {day}
celebration.pupil.text | Hola, {name}: celebramos lo que habéis hecho todos. Ven el {day}, {time}, {place}.
celebration.pupil.why | Participas en {programme}.
celebration.family.subject | Está invitada la familia: {day}
celebration.family.text | Celebramos lo que {name} y los demás han hecho. Vengan el {day}, {time}, {place}.
celebration.family.why | Usted aceptó que {name} participe en {programme}.
measures.ask.subject | {name}, unas preguntas sobre ti
measures.ask.text | Hola, {name}: estas preguntas nos ayudan a ver si el programa hace bien. Son cinco minutos. \
Tu nombre no se guarda con tus respuestas. Puedes dejar sin responder lo que no quieras.
measures.ask.why | Participas en {programme}. Preguntamos a todos al principio y otra vez después.
measures.again.subject | {name}, aún puedes responder
measures.again.text | Hola, {name}: como no se guardan nombres, no sabemos quién ha respondido. Si lo hiciste: \
gracias. Si no, aún hay tiempo. No volveremos a preguntar.
measures.again.why | Participas en {programme}. Todos reciben este aviso una vez.
measures.link | Responder
reviews.call.subject | Hablemos juntos: {day}
reviews.call.text | Hola, {name}: nos vemos el {day}, {time}, {place}, para hablar de cómo va. \
Tu compañero viene otro día: habla con libertad. Dinos ya de qué hablar.
reviews.call.why | Participas en {programme}, y tu palabra cuenta.
reviews.link | Elegir los temas
sessions.line | {when}, {room}: {topics}
sessions.alternates | Si no puedes venir, también hay
sessions.preread | Para leer antes: {what}
sessions.invite.subject | Tus fechas para la formación de mentor
sessions.invite.text | Hola, {name}: aquí ves cuándo y dónde es tu formación de mentor. Estará en tu \
calendario. Si no puedes venir, rechaza la invitación: te llega otra fecha sin pedirla.
sessions.invite.why | Tienes plaza como mentor en {programme}, y los mentores se forman primero.
sessions.make_up.subject | Otra fecha para la formación que perdiste
sessions.make_up.text | Hola, {name}: te echamos de menos en la formación. Puedes recuperarla aquí:
sessions.make_up.why | Tenías plaza en una formación de {programme} y no estabas en la lista.
sessions.moved.subject | Otra fecha para tu formación de mentor
sessions.moved.text | Hola, {name}: aquí tienes otra fecha para tu formación de mentor:
sessions.moved.why | Participas en la formación de {programme}, y tu fecha ha cambiado.
sessions.today.subject | Hoy: tu formación de mentor
sessions.today.text | Hola, {name}: tu formación es {when}, {room}. Allí se dice una palabra en voz alta. \
Escríbela aquí, y estás en la lista.
sessions.today.why | Tienes plaza en una formación de {programme}.
sessions.today.link | Escribir la palabra
sessions.wrong.subject | Esa no era la palabra de la formación
sessions.wrong.text | Hola, {name}: ninguna formación tiene la palabra que escribiste. Pregúntala y prueba otra \
vez con el mismo enlace.
sessions.wrong.why | Escribiste una palabra para decir que estuviste en una formación de {programme}.
life.ideas.subject | Dos ideas para tu encuentro de hoy
life.ideas.text | Hola, {name}: esto podríais hacer juntos. Vosotros elegís.
life.ideas.heading | Vuestras ideas
life.ideas.why | Hoy tienes un encuentro en {programme}.
life.favourites.subject | Lo que más os gustó
life.favourites.text | Hola, {name}: ya habéis tenido todas nuestras ideas. Repetid una de las mejores o \
inventad la vuestra.
life.favourites.heading | Os gustó
life.favourites.why | Hoy tienes un encuentro en {programme}.
life.goal_ask.subject | ¿Qué queréis conseguir los dos?
life.goal_ask.text | Hola, {name}: tú y {partner} ya os conocéis. Elegid una meta juntos. Pequeña está bien. \
Uno de los dos rellena esto.
life.goal_ask.link | Escribir nuestra meta
life.goal_ask.why | Participas en {programme}, y las parejas con una meta llegan más lejos.
life.goal_nudge.subject | Vuestra meta: ¿cómo vais?
life.goal_nudge.text | Hola, {name}: tú y {partner} queréis conseguir esto antes del {day}: {goal}. ¿Cómo vais?
life.goal_nudge.link | Responder con un clic
life.goal_nudge.why | Os pusisteis una meta en {programme}, y la fecha está cerca.
life.goal_reached.subject | ¡Meta conseguida!
life.goal_reached.text | ¡Muy bien, {name} y {partner}! Lo queríais y lo habéis hecho: {goal}. Tomaos un \
momento para alegraros juntos.
life.goal_reached.why | Uno de los dos nos dijo que vuestra meta en {programme} está conseguida.
life.drop_in.subject | Ven a hablar de tu pareja
life.drop_in.text | Hola, {name}: {adult} está ahí para ti: {when}. Ven si quieres.
life.drop_in.why | Estás en una pareja de {programme}.
life.help.link | Quiero ayuda con mi pareja
life.tip.subject | Un consejo para tu próximo encuentro
life.tip.text | Hola, {name}: dijiste que tu encuentro fue difícil. Le pasa a todo el mundo. Abajo hay un \
consejo. A {adult} le gustaría saber cómo va: {when}.
life.tip.why | Dijiste en {programme} que un encuentro fue difícil.
life.tip_alone.subject | Un consejo para tu próximo encuentro
life.tip_alone.text | Hola, {name}: dijiste que tu encuentro fue difícil. Le pasa a todo el mundo. Abajo hay un \
consejo. Siempre puedes preguntar a {adult}.
life.tip_alone.why | Dijiste en {programme} que un encuentro fue difícil.
life.tips.0 | Empieza preguntando: ¿qué fue bueno esta semana y qué no? Después escucha dos minutos.
life.tips.1 | Haced algo con las manos: dibujar, construir, caminar. Las palabras vienen solas, más tarde.
life.tips.2 | Elige una de las dos ideas antes de veros, y trae lo que haga falta.
life.tips.3 | Di lo que has notado, no cómo es el otro. Pregunta: ¿qué te gustaría cambiar?
life.tips.4 | Escribe una línea amable: te eché de menos. Pregunta si el problema es el día o la hora.
life.tips.5 | Di al adulto responsable qué hora o qué lugar iría mejor. Buscamos otro.
life.tips.6 | Dale tres encuentros más y habla con el adulto responsable. Muchas buenas parejas empezaron así.
life.coordinator.subject | Tú coordinas: tus dos formularios
life.coordinator.text | Hola, {name}: tú cuidas de las ideas y de los eventos. El adulto responsable ve todo lo \
que envías. Por favor, no escribas nombres de alumnos.
life.coordinator.idea | Cambiar la lista de ideas
life.coordinator.event | Preparar un evento
life.coordinator.why | Ayudas a llevar {programme}.
life.event_agreed.subject | Tu evento está aprobado: {title}
life.event_agreed.text | Hola, {name}: el adulto responsable está de acuerdo con {title}. ¡Adelante!
life.event_agreed.why | Preparaste un evento de {programme}.
life.opportunities.subject | Oportunidades para ti
life.opportunities.text | Hola, {name}: nos dijiste qué trabajo te interesa. Esto es nuevo:
life.opportunities.why | Nombraste trabajos que te interesan al presentarte a {programme}.
life.help_kind.tutor | apoyo escolar
life.help_kind.counsellor | orientación de la escuela
life.referral_consent.subject | ¿Podemos pedir otra ayuda para {name}?
life.referral_consent.text | Creemos que esto ayudaría a {name}: {kind}. No se dice nada a nadie antes de su sí.
life.referral_consent.link | Dar su respuesta
life.referral_consent.why | Usted es madre, padre o tutor de {name}, que participa en {programme}.
life.referral_told.subject | {helper} le escribirá sobre {name}
life.referral_told.text | Usted aceptó otra ayuda para {name} ({kind}). {helper} lo sabe y se pondrá en \
contacto.
life.referral_told.why | Usted es madre, padre o tutor de {name}, que participa en {programme}.
life.bank.map | Dibujad un mapa de la escuela de memoria. Marcad dónde estáis a gusto y por qué.
life.bank.tour | Dad una vuelta por la escuela. Cada uno enseña al otro tres sitios que conviene conocer.
life.bank.who | Haced una lista: ¿a quién pregunto qué? Buscad un nombre para cada línea.
life.bank.lunch | Comed juntos y buscad tres comidas que os gusten a los dos.
life.bank.clubs | Mirad la lista de clubes. Elegid uno para probarlo juntos una vez.
life.bank.rules | ¿Qué reglas de la escuela os parecen buenas? Dibujad un cartel para una.
life.bank.survival | Escribid diez consejos para quien empiece aquí el próximo curso.
life.bank.first_step | Coge la tarea que menos te gusta. Busca un primer paso de dos minutos y hazlo.
life.bank.teach_back | Uno explica algo de clase como si el otro hubiera faltado. Luego cambiad.
life.bank.flash | Haced diez tarjetas con una pregunta en un lado. Jugad hasta saberlas todas.
life.bank.read_aloud | Leed en voz alta, una página cada uno. Parad y adivinad lo que sigue.
life.bank.find_out | Cada uno hace una pregunta que nadie sabe responder. Buscad dos fuentes que digan lo mismo.
life.bank.mistakes | Mirad un examen corregido. Entended un error y arregladlo.
life.bank.science | Construid la torre más alta con papel y cinta. ¿Por qué cayó?
life.bank.compliments | Decíos tres cosas buenas y verdaderas. Luego una a otra persona.
life.bank.board_game | Jugad a un juego de mesa. Quien pierde elige el siguiente.
life.bank.ball | Pasaos una pelota. Con cada pase, una pregunta.
life.bank.recess | Pasad el recreo juntos e invitad a una persona más.
life.bank.role_play | Representad una pelea que conocéis, y otra vez con un final mejor.
life.bank.joining | ¿Cómo se entra en un grupo que ya juega? Probad tres primeras frases.
life.bank.sorry | ¿Cómo es un buen perdón? Escribid uno que os gustaría oír.
life.bank.proud | Cada uno cuenta algo difícil que hizo. ¿Qué ayudó?
life.bank.draw | Dibujaos el uno al otro sin mirar el papel. Colgad el más gracioso.
life.bank.skill | Enseñaos algo que sepáis: un nudo, un truco, una palabra en otra lengua.
life.bank.brave | Elegid una pequeña cosa valiente para esta semana. Contad la próxima vez cómo fue.
life.bank.song | Cada uno trae una canción. Decid qué oís en ella.
life.bank.photo_story | Haced cinco fotos que cuenten una historia sin palabras.
life.bank.speech | Habla un minuto de algo que te encanta. El otro cuenta las sonrisas.
life.bank.week_plan | Escribid la semana que viene. Marcad lo fijo y luego dónde hay sitio.
life.bank.bag | Vaciad la mochila. ¿Qué vuelve a entrar, y dónde?
life.bank.timer | Trabajad diez minutos con un reloj y descansad tres. Dos veces. ¿Qué cambió?
life.bank.calendar | Apuntad las tres próximas fechas de entrega, con un día para empezar cada una.
life.bank.lists | Haced una lista de todo lo que tenéis en la cabeza. Elegid tres. Tachad una.
life.bank.folder | Ordenad los papeles de una asignatura. Tirad lo que nadie necesita.
life.bank.morning | Escribid vuestra mañana minuto a minuto. ¿Qué ahorraría diez minutos?
life.bank.good_day | Cuenta tu mejor día de escuela. ¿Qué podrías repetir?
life.bank.chain | Haced una cadena de papel: un eslabón por cada día que vienes. Decidid qué pasa al llegar a \
diez.
life.bank.obstacles | ¿Qué hace difícil venir a la escuela? Buscad una cosa que se pueda cambiar y quién ayuda.
life.bank.walk | Pasead por la escuela y hablad de lo que os hace ilusión.
life.bank.jobs | Decid todos los trabajos que podáis en tres minutos. ¿Cuál probaríais un día?
life.bank.interview | Preguntad a un adulto de la escuela cómo llegó a su trabajo.
life.bank.letter | Escríbete una carta para dentro de un año. Guárdala bien.
life.bank.paths | Buscad un trabajo que os guste. ¿Qué asignaturas pide?
life.bank.build | Inventad algo que mejore la escuela. Dibujad un plano y poned un precio.
self_checks.quiz.subject | Casi: {topic}
self_checks.quiz.text | Hola, {name}: {count} de tus respuestas aún no están bien. Recuerda: se lo dices a un \
adulto el mismo día, nunca prometes guardar el secreto y no necesitas pruebas. Prueba otra vez.
self_checks.quiz.why | Respondiste al cuestionario que cada mentor de {programme} supera antes de tener pareja.
self_checks.scenarios.subject | Míralo otra vez: {topic}
self_checks.scenarios.text | Hola, {name}: {count} de tus respuestas podrían poner a alguien en peligro. Piensa \
quién debe saberlo y cuándo. Prueba otra vez. Un adulto lo hablará contigo.
self_checks.scenarios.why | Respondiste a los casos que trabaja cada mentor de {programme}.
self_checks.card.subject | Nuevo trimestre: si alguien te preocupa
self_checks.card.text | Hola, {name}: bienvenido otra vez. Para recordar:
self_checks.card.1 | Díselo a un adulto el mismo día. No necesitas pruebas.
self_checks.card.2 | Nunca prometas guardar el secreto.
self_checks.card.3 | Si hay peligro, primero busca a un adulto o pide ayuda. El formulario viene después.
self_checks.card.why | Eres mentor en {programme}. Lo recordamos a todos los mentores cada trimestre.
expect.pupil.subject | Lo que esperamos de ti, y tú de nosotros
expect.pupil.text | Hola, {name}. Participas como {role}. Esto quiere decir:
expect.pupil.why | Tu familia aceptó que participes en {programme}.
expect.guardian.subject | Lo que {name} ha aceptado
expect.guardian.text | {name} participa como {role}. Esto pedimos a {name}:
expect.guardian.why | Usted aceptó que {name} participe en {programme}.
expect.mentor.time | Ven a cada encuentro, a tiempo. Tu compañero te espera.
expect.mentor.listen | Escucha más de lo que hablas. No hace falta que tengas la respuesta.
expect.mentor.tell | ¿No puedes venir? Dilo el día antes.
expect.mentor.secret | Guarda para ti lo que oyes. Si alguien no está a salvo, díselo enseguida a un adulto.
expect.mentor.leave | Es una promesa para el curso. Si no funciona, habla con nosotros: puedes dejarlo.
expect.mentee.time | Ven a cada encuentro, a tiempo.
expect.mentee.listen | Di lo que te gustaría hacer. Es tu tiempo.
expect.mentee.tell | ¿No puedes venir? Dilo el día antes.
expect.mentee.secret | Tu mentor guarda lo que dices. Si alguien no está a salvo, un adulto debe saberlo.
expect.mentee.leave | Puedes dejarlo en cualquier momento, sin dar razones.
expect.partner.time | Ven a cada encuentro, a tiempo. Tu compañero te espera.
expect.partner.listen | Os ayudáis el uno al otro. Los dos habláis y los dos escucháis.
expect.partner.tell | ¿No puedes venir? Dilo el día antes.
expect.partner.secret | Guarda para ti lo que oyes. Si alguien no está a salvo, díselo enseguida a un adulto.
expect.partner.leave | Puedes dejarlo en cualquier momento, sin dar razones.
selection.invited.subject | Ven a hablar con nosotros
selection.invited.text | Hola, {name}. Nos gustaría hablar contigo el {day}, {time}, {room}. Verás a {panel}. \
¿No puedes venir? Rechaza la invitación en tu calendario y buscamos otra hora.
selection.invited.why | Quieres ser mentor en {programme}.
selection.remind.subject | Nuestra charla es hoy
selection.remind.text | Hola, {name}. Te vemos hoy, {time}, {room}.
selection.remind.why | Quieres ser mentor en {programme}.
needs.link | Decir lo que piensas
needs.ask.subject | ¿En qué debemos trabajar?
needs.ask.text | Hola, {name}. Antes de que empiece {programme} preguntamos a todos: ¿qué te preocupa más en la \
escuela? Son dos minutos. Tu nombre no se guarda con tu respuesta.
needs.ask.why | Estás en la lista de la escuela, o trabajas para {programme}.
needs.chosen.subject | Vosotros lo dijisteis, nosotros lo elegimos
needs.chosen.text | Hola, {name}. Nos dijiste qué te preocupa. {count} personas nombraron: {issue}. Por eso \
{programme} empieza por ahí. Gracias.
needs.chosen.why | Te preguntamos en qué debe trabajar la escuela.
recruiting.invite.subject | ¿Quieres participar?
recruiting.invite.text | Hola, {name}. {programme} busca alumnos como tú. Todo tu curso recibe este correo. \
Esto quiere decir:
recruiting.invite.why | La lista de la escuela dice que puedes presentarte. No tienes que hacer nada.
recruiting.goal | Para qué es: {goal}
recruiting.closes | Puedes presentarte hasta el {day}. ¿Necesitas ayuda con el formulario, o lo prefieres en \
papel? Pregúntanos: un adulto puede rellenarlo por ti.
recruiting.link.mentor | Ser mentor
recruiting.link.mentee | Pedir un mentor
recruiting.link.session | Venir primero a saber más
recruiting.poster.title | ¿Quieres participar?
recruiting.poster.closes | Preséntate hasta el {day}.
recruiting.poster.note | Apunta con la cámara al cuadrado o escribe la dirección.
recruiting.last_call.subject | Aún puedes presentarte
recruiting.last_call.text | Hola, {name}. Puedes presentarte hasta el {day}. Es el único aviso.
recruiting.last_call.why | Te invitamos a {programme} y no tenemos respuesta tuya.
recruiting.nominated.subject | Alguien piensa en ti
recruiting.nominated.text | Hola, {name}. Alguien que te conoce te ve como un buen {role} en {programme}. \
¿Quieres presentarte? Tú decides.
recruiting.nominated.why | Alguien de la escuela dio tu nombre.
recruiting.session.subject | Vienes a saber más
recruiting.session.text | Hola, {name}. Te vemos el {day}, {time}, {room}. También está en tu calendario.
recruiting.session.why | Te apuntaste para saber más de {programme}.
recruiting.session.title | {programme}: ven a saber más
default.consent.meet | participar en encuentros semanales en la escuela
default.consent.share | compartir nombre y horario con la pareja
default.pitch.help | Ayudas a un alumno más joven a encontrar su sitio, y aprendes a escuchar y a guiar.
default.pitch.promise | Una pareja se ve en la escuela, a una hora buena para los dos. \
Es una promesa para todo el curso.
default.pitch.trained | Te formas antes de empezar, y un adulto está en cada encuentro.
default.pitch.hard | No siempre es fácil: a veces un compañero es tímido, está triste o llega tarde. Entonces ayudamos.
"""
)
